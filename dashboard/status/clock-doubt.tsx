import { Icon, icons } from '../parts/icon.tsx'
import { health } from '../state/health.ts'
import { format, words } from '../state/preferences.ts'

/**
 * The devices agree with each other and not with the server: while its clock is behind, what they
 * send raises no level, and nobody may take that for a calm river.
 */
export function ClockDoubt() {
  const doubt = health.value?.clock_doubt
  if (!doubt) return null
  const { count, duration } = format.value
  return (
    <p class="banner banner-cut" role="alert">
      <Icon path={icons.warn} />
      {words.value.status.clockDoubt(
        duration(doubt.behind_ms),
        count(doubt.devices),
        count(doubt.heard),
      )}
    </p>
  )
}
