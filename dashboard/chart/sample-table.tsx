import type { FieldResource } from '#domain/wire/kind.ts'
import { formatNumber, unitOf } from '../logic/value/figure.ts'
import type { Sample } from '../logic/value/series.ts'
import { format, textOf, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'

/** The chart's twin: the same values as rows, newest first. */
export function SampleTable({
  samples,
  field,
  inspect,
}: {
  samples: readonly Sample[]
  field: FieldResource
  inspect(sample: Sample): void
}) {
  const { chart } = words.value
  if (samples.length === 0) return <p class="empty">{chart.empty}</p>
  const print = (value: number) => formatNumber(value, field.decimals ?? 0)
  const time = ({ ts }: Sample) => format.value.time(ts, now.peek())
  const label = textOf(field.label)
  const unit = unitOf(field, textOf)
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <caption>{unit ? chart.inUnit(label, unit) : label}</caption>
        <thead>
          <tr>
            <th scope="col">{chart.time}</th>
            <th scope="col">{chart.min}</th>
            <th scope="col">{chart.mean}</th>
            <th scope="col">{chart.max}</th>
            <th scope="col">{chart.count}</th>
          </tr>
        </thead>
        <tbody class="figure">
          {samples.toReversed().map((sample) => (
            <tr key={sample.ts}>
              <th scope="row">
                <button
                  type="button"
                  class="time-button"
                  aria-label={chart.inspect(time(sample))}
                  onClick={() => inspect(sample)}
                >
                  {time(sample)}
                </button>
              </th>
              <td>{print(sample.min)}</td>
              <td>{print(sample.mean)}</td>
              <td>{print(sample.max)}</td>
              <td>{sample.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
