import { bridgeTroubles, type BridgeConnectionState } from '#domain/bridge.ts'
import { TimeAndAge } from '../parts/age.tsx'
import { health } from '../state/health.ts'
import { format, language, words } from '../state/preferences.ts'

/** 他システムからの受信: every connection to another broker; nothing where there is none. */
export function BridgeTable() {
  const connections = health.value?.bridge ?? []
  if (connections.length === 0) return null
  const { bridge } = words.value.status
  const { columns } = bridge
  return (
    <section aria-labelledby="bridge-title">
      <h3 id="bridge-title">{bridge.title}</h3>
      <div class="table-scroll" tabIndex={0} role="group" aria-labelledby="bridge-title">
        <table class="bridge-table">
          <thead>
            <tr>
              <th scope="col">{columns.source}</th>
              <th scope="col">{columns.state}</th>
              <th scope="col">{columns.lastMessage}</th>
              <th scope="col">{columns.rate}</th>
              <th scope="col">{columns.total}</th>
              <th scope="col">{columns.uncommitted}</th>
              <th scope="col">{columns.quarantined}</th>
              <th scope="col">{columns.sessionsLost}</th>
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
      <td>
        <BridgeState connection={connection} />
      </td>
      <td>{lastTs === null ? '–' : <TimeAndAge ts={lastTs} />}</td>
      <td class="figure">
        {connection.messages_per_s.toFixed(1)} {perSecond}
      </td>
      <td class="figure">{count(connection.messages_total)}</td>
      <td class="figure">{count(connection.uncommitted)}</td>
      <td class={badIfAny(connection.quarantined_total)}>{count(connection.quarantined_total)}</td>
      <td class={badIfAny(lost)}>{count(lost)}</td>
    </tr>
  )
}

const badIfAny = (figure: number) => (figure > 0 ? 'figure is-bad' : 'figure')

/** The condition, why it is not well, and the words of the network below it. */
function BridgeState({ connection }: { connection: BridgeConnectionState }) {
  const { condition, trouble, words: said, connected_since_ts: since } = connection
  const { bridge } = words.value.status
  return (
    <>
      <span class={condition === 'connected' ? '' : 'is-bad'}>{bridge.conditions[condition]}</span>
      {since !== null && (
        <span class="bridge-detail muted">
          {bridge.since} <TimeAndAge ts={since} />
        </span>
      )}
      {trouble && <span class="bridge-detail">{bridgeTroubles[trouble][language.value]}</span>}
      {said !== null && <span class="bridge-detail muted">{said}</span>}
    </>
  )
}
