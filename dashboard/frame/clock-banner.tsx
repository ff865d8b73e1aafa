import { clockDoubt } from '../state/clock-doubt.ts'
import { connection } from '../state/connection.ts'
import { format, words } from '../state/preferences.ts'
import { Icon, icons } from '../parts/icon.tsx'

/**
 * The devices agree with each other and not with the server: while its clock is behind, what they
 * send is not shown and raises no level, and nobody may take that for a calm river.
 */
export function ClockBanner() {
  const doubt = clockDoubt.value
  if (!doubt || connection.value === 'cut') return null
  const { count, duration } = format.value
  const [behind, devices] = [duration(doubt.behind_ms), count(doubt.devices)]
  return (
    <p class="banner banner-cut" role="alert">
      <Icon path={icons.warn} />
      {words.value.connection.clockSentence(behind, devices, count(doubt.heard))}
    </p>
  )
}
