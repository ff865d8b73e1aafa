import { flags, isFieldUsable } from '#domain/readings/flags.ts'
import type { CityDevice } from '../../../logic/device/city-device.ts'
import { figureIn } from '../../../logic/value/figure.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { findZoneName } from '../../../state/city.ts'
import { textOf, words } from '../../../state/preferences.ts'
import { Icon, icons } from '../../../parts/icon.tsx'

interface Props {
  device: CityDevice
  kind: KindResource
  /** Opens the history of the readings from `from` until before `to`. */
  inspect(span: { from: number; to: number }): void
}

/** Every field the device sent last, with label and unit; a figure that failed never stands alone. */
export function ValueTable({ device, kind, inspect }: Props) {
  const { latest } = device
  const values = latest?.values ?? {}
  const sent = kind.fields
    .filter((field) => values[field.name] !== undefined)
    // Where a bus is the map says better; what it does comes first.
    .toSorted((a, b) => Number(a.unit === '°') - Number(b.unit === '°'))
  if (sent.length === 0) return null
  return (
    <section aria-labelledby="values-title">
      <h3 id="values-title">{words.value.panel.values}</h3>
      <dl class="pairs">
        {sent.map((field) => {
          const value = values[field.name]
          const figure = figureIn(values, field, textOf)
          const isFailed = value !== null && latest !== null && !isFieldUsable(latest, field.name)
          const zone = typeof value === 'string' ? textOf(findZoneName(value)) : undefined
          return (
            <div key={field.name}>
              <dt>{textOf(field.label)}</dt>
              <dd>
                <span class="figure">{zone ?? figure?.text ?? words.value.state.no_value}</span>{' '}
                <span class="muted">{figure?.unit}</span>
                {isFailed && <FailedChip />}
              </dd>
            </div>
          )
        })}
      </dl>
      {latest && (
        <button
          type="button"
          class="button inspect"
          onClick={() => inspect({ from: latest.ts, to: latest.ts + 1 })}
        >
          {words.value.panel.valueHistory.open}
        </button>
      )}
    </section>
  )
}

/** Beside a figure that was sent, but counts nowhere. */
function FailedChip() {
  const { panel } = words.value
  return (
    <span class="chip">
      <Icon path={icons.warn} />
      {`${panel.quality} ${panel.flags[flags.fail]}`}
    </span>
  )
}
