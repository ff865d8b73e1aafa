import { connection } from '../state/connection.ts'
import { format, words } from '../state/preferences.ts'
import { pulse } from '../state/platform/pulse.ts'
import { Icon, icons } from '../parts/icon.tsx'

/**
 * The server is there, but nothing that a device sends would reach this page: a still picture must
 * not look like a calm city.
 */
export function PulseBanner() {
  const state = pulse.value
  if (!state || state.ok || connection.value === 'cut') return null
  const { connection: text } = words.value
  const time = state.last_ts === null ? null : format.value.timeWithSeconds(state.last_ts)
  return (
    <p class="banner banner-cut" role="alert">
      <Icon path={icons.warn} />
      {text.pulseSentence(time)}
    </p>
  )
}
