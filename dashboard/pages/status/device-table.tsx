import { useComputed } from '@preact/signals'
import type { FieldResource } from '#domain/wire/kind.ts'
import { findField, figureIn } from '../../logic/value/figure.ts'
import { listSelfFields } from '../../logic/value/self-fields.ts'
import { troubleOf, troubleRank } from '../../logic/device/trouble.ts'
import { findKind, kinds } from '../../state/city.ts'
import { fleet, standingsVersion, type FleetEntry } from '../../state/fleet.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { TimeAndAge } from '../../parts/age.tsx'
import { KindIcon } from '../../parts/icon.tsx'
import { onlineText } from '../../parts/online-text.ts'
import { StateChip } from '../../parts/trouble/state-chip.tsx'
import { missingOf, useGaps } from './use-gaps.ts'

/** Rows drawn at most; the worst come first, so what is cut is what is well. */
const rowsMax = 300

/** Every device: those in trouble first, and of equals the one that has been silent longest. */
export function DeviceTable() {
  useGaps()
  // Ordered anew when a standing changes, not with every value: rows must not jump while read.
  const rows = useComputed(() => {
    void standingsVersion.value
    return fleet.value.toSorted(byNeed).slice(0, rowsMax)
  })
  const selfFields = listSelfFields(kinds.value)
  const { status } = words.value
  const { columns } = status
  return (
    <section aria-labelledby="devices-title">
      <h3 id="devices-title">
        {status.devices} <span class="muted figure">{fleet.value.length}</span>
      </h3>
      <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="devices-title">
        <table class="device-table">
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.state}</th>
              <th scope="col">{columns.lastSeen}</th>
              <th scope="col">{columns.interval}</th>
              <th scope="col">{columns.online}</th>
              {selfFields.map((field) => (
                <th scope="col" key={field.name}>
                  {textOf(field.label)}
                </th>
              ))}
              <th scope="col">{columns.missing}</th>
            </tr>
          </thead>
          <tbody>
            {rows.value.map((entry) => (
              <DeviceTableRow key={entry.id} entry={entry} selfFields={selfFields} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const lastTs = ({ device }: FleetEntry) => device.peek().latest?.place_ts ?? 0

// A calm gauge speaks once a day: by age alone it would hide the bus that fell silent a minute ago.
const byNeed = (a: FleetEntry, b: FleetEntry) => rankOf(a) - rankOf(b) || lastTs(a) - lastTs(b)

const rankOf = ({ standing, device }: FleetEntry) =>
  troubleRank(standing.peek(), device.peek().origin === 'replay')

function DeviceTableRow(props: { entry: FleetEntry; selfFields: readonly FieldResource[] }) {
  const { entry, selfFields } = props
  const device = entry.device.value
  const standing = entry.standing.value
  const missing = missingOf(entry.id)
  return (
    <tr data-freshness={standing.freshness}>
      <th scope="row">
        <span class="device-cell">
          <KindIcon kind={device.kind} />
          <span>
            {textOf(device.name)}
            <span class="device-id muted">{device.id}</span>
          </span>
        </span>
      </th>
      <td>
        <StateChip standing={standing} />
        {!troubleOf(standing) && <span class="muted">{words.value.state.live}</span>}
      </td>
      <td>{device.latest ? <TimeAndAge ts={device.latest.place_ts} /> : '–'}</td>
      <td>{format.value.duration(device.interval_ms)}</td>
      <td>{onlineText(device)}</td>
      {selfFields.map(({ name }) => (
        <td key={name} class="figure">
          {fieldText(entry, name)}
        </td>
      ))}
      <td class={`figure ${missing ? 'is-bad' : ''}`}>{missing ?? '–'}</td>
    </tr>
  )
}

function fieldText({ device }: FleetEntry, name: string): string {
  const { kind, latest } = device.value
  const figure = figureIn(latest?.values ?? {}, findField(findKind(kind), name), textOf)
  return figure ? `${figure.text} ${figure.unit}` : '–'
}
