import { clockDoubt } from '../state/platform/clock-doubt.ts'
import { connection } from '../state/connection.ts'
import { format, words } from '../state/preferences.ts'
import { Icon, icons } from '../parts/icon.tsx'

/**
 * The devices agree with each other and not with the server: while its clock is wrong, the times on
 * every page are, and somebody has to set it.
 */
export function ClockBanner() {
  const doubt = clockDoubt.value
  if (!doubt || connection.value === 'cut') return null
  const { connection: text } = words.value
  const { count, duration } = format.value
  const [by, devices] = [duration(Math.abs(doubt.behind_ms)), count(doubt.devices)]
  return (
    <section class="banner banner-cut" aria-labelledby="clock-doubt">
      <Icon path={icons.warn} />
      {/* Apart from the figures, which change with every report: an alert is read out each time. */}
      <p id="clock-doubt" role="alert">
        {text.clockSentence}
      </p>
      <p>{text.clockFigures(by, devices, count(doubt.heard))}</p>
    </section>
  )
}
