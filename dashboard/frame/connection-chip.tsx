import { connection, lastHeardTs } from '../state/connection.ts'
import { format, words } from '../state/preferences.ts'

/** The state of the connection in a word and a shape, and since when. */
export function ConnectionChip() {
  const state = connection.value
  const ts = lastHeardTs.value
  const isSilent = state === 'unstable' || state === 'cut'
  return (
    <p class={`connection connection-${state}`}>
      <span class="connection-sign" aria-hidden="true" />
      <span class="connection-word">{words.value.connection[state]}</span>
      {isSilent && ts !== null && (
        <span class="connection-since">
          {words.value.connection.lastData(format.value.timeWithSeconds(ts))}
        </span>
      )}
    </p>
  )
}
