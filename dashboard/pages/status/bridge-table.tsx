import { bestEffortNote, bridgeTroubles } from '#domain/operation/bridge.ts'
import { TimeAndAge } from '../../parts/age.tsx'
import { health } from '../../state/platform/health.ts'
import type { BridgeConnectionState, BridgeFailure } from '#domain/wire/bridge-connection.ts'
import { format, textOf, words } from '../../state/preferences.ts'

const order = [
  'source',
  'state',
  'lastMessage',
  'received',
  'stored',
  'duplicates',
  'quarantined',
  'uncommitted',
  'sessionsLost',
] as const

/** 他システムからの受信: every connection to another broker; nothing where there is none. */
export function BridgeTable() {
  const connections = health.value?.bridge ?? []
  if (connections.length === 0) return null
  const { bridge } = words.value.status
  const { columns } = bridge
  return (
    <section aria-labelledby="bridge-title">
      <h3 id="bridge-title">{bridge.title}</h3>
      <p class="section-note muted">{bridge.counted}</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="bridge-title">
        <table class="bridge-table">
          <thead>
            <tr>
              {order.map((name) => (
                <th scope="col" key={name}>
                  {columns[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {connections.map((connection) => (
              <BridgeRow
                key={`${connection.source}/${connection.client_id}`}
                connection={connection}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function BridgeRow({ connection }: { connection: BridgeConnectionState }) {
  const { last_message_ts: lastTs, sessions_lost_total: lost } = connection
  const { count } = format.value
  const { perSecond } = words.value.status
  return (
    <tr>
      <th scope="row">
        {connection.source}
        <span class="device-id muted">{connection.url}</span>
        <span class="device-id muted">{connection.client_id}</span>
      </th>
      <td class="bridge-state">
        <BridgeState connection={connection} />
      </td>
      <td>{lastTs === null ? '–' : <TimeAndAge ts={lastTs} />}</td>
      <td class="figure">
        {count(connection.messages_total)}
        <span class="bridge-detail muted">
          {connection.messages_per_s.toFixed(1)} {perSecond}
        </span>
      </td>
      <td class="figure">{count(connection.stored_total)}</td>
      <td class="figure">{count(connection.duplicates_total)}</td>
      <td class={badIfAny(connection.quarantined_total)}>{count(connection.quarantined_total)}</td>
      <td class="figure">{count(connection.uncommitted)}</td>
      <td class={badIfAny(lost)}>{count(lost)}</td>
    </tr>
  )
}

const badIfAny = (figure: number) => (figure > 0 ? 'figure is-bad' : 'figure')

/** The condition and since when, why it is not well or was not last time, in whose words. */
function BridgeState({ connection }: { connection: BridgeConnectionState }) {
  const { condition, shed_total: shed } = connection
  const { bridge } = words.value.status
  const isWell = condition === 'connected'
  return (
    <>
      <span class={isWell ? '' : 'is-bad'}>{bridge.conditions[condition]}</span>
      <Since label={bridge.since} ts={connection.connected_since_ts} />
      <Since label={bridge.downSince} ts={connection.down_since_ts} />
      {!isWell && <Failure failure={connection.last_failure} />}
      {isWell && connection.best_effort && (
        <span class="bridge-detail">{textOf(bestEffortNote)}</span>
      )}
      {isWell && <PastFailure failure={connection.last_failure} />}
      {shed > 0 && <span class="bridge-detail">{bridge.shed(format.value.count(shed))}</span>}
    </>
  )
}

function Since({ label, ts }: { label: string; ts: number | null }) {
  if (ts === null) return null
  return (
    <span class="bridge-detail muted">
      {label} <TimeAndAge ts={ts} />
    </span>
  )
}

type FailureProps = { failure: BridgeFailure | null }

/** What is wrong now, the words of the network below it, and when it was last tried. */
function Failure({ failure }: FailureProps) {
  if (!failure) return null
  const { trouble, words: said, ts } = failure
  return (
    <>
      <span class="bridge-detail">{textOf(bridgeTroubles[trouble])}</span>
      {said !== null && <span class="bridge-detail muted">{said}</span>}
      <Since label={words.value.status.bridge.lastTry} ts={ts} />
    </>
  )
}

/** What was wrong, quietly: it works again. */
function PastFailure({ failure }: FailureProps) {
  if (!failure) return null
  const { trouble, ts } = failure
  return (
    <span class="bridge-detail muted">
      {words.value.status.bridge.lastFailure} <TimeAndAge ts={ts} />
      {words.value.panel.comma}
      {textOf(bridgeTroubles[trouble])}
    </span>
  )
}
