import type { FieldResource } from '#domain/wire/kind.ts'
import { isBarField } from '../logic/value/amount-series.ts'
import { formatNumber, unitOf } from '../logic/value/figure.ts'
import type { Sample } from '../logic/value/series.ts'
import { spanLabel } from '../logic/value/span-label.ts'
import { Missing } from '../parts/missing.tsx'
import { format, textOf, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'

interface Props {
  samples: readonly Sample[]
  field: FieldResource
  bucketMs: number | null
  inspect(sample: Sample): void
}

/** The chart's twin: the same values as rows, newest first. */
export function SampleTable({ samples, field, bucketMs, inspect }: Props) {
  const { amounts, chart } = words.value
  if (samples.length === 0) {
    return <p class="empty">{chart.empty}</p>
  }
  const time = ({ ts }: Sample) => format.value.time(ts, now.peek())
  const label = textOf(field.label)
  const isBars = isBarField(field)
  const headings = isBars
    ? [amounts.sum, amounts.covered, chart.count]
    : [chart.min, chart.mean, chart.max, chart.count]
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <caption>{captionOf(field, isBars ? bucketMs : null)}</caption>
        <thead>
          <tr>
            <th scope="col">{chart.time}</th>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
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
              {isBars ? (
                <BarCells sample={sample} field={field} />
              ) : (
                <PointCells sample={sample} field={field} />
              )}
              <td>{sample.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** 「雨量（mm/1時間）」: a sum never stands without the time it was gathered in. */
function captionOf(field: FieldResource, bucketMs: number | null): string {
  const span = bucketMs === null ? '' : `/${textOf(spanLabel(bucketMs))}`
  const unit = `${unitOf(field, textOf)}${span}`
  const label = textOf(field.label)
  return unit ? words.value.chart.inUnit(label, unit) : label
}

interface CellProps {
  sample: Sample
  field: FieldResource
}

function PointCells({ sample, field }: CellProps) {
  const print = (value: number) => formatNumber(value, field.decimals ?? 0)
  return (
    <>
      <td>{print(sample.min)}</td>
      <td>{print(sample.mean)}</td>
      <td>{print(sample.max)}</td>
    </>
  )
}

function BarCells({ sample, field }: CellProps) {
  const { share } = sample
  return (
    <>
      <td>{formatNumber(sample.mean, field.decimals ?? 0)}</td>
      <td>
        {share === undefined ? '–' : `${Math.floor(share * 100)} %`}
        {sample.isPartial && <Missing />}
      </td>
    </>
  )
}
