import { nameOfStep } from '../logic/alarm/thresholds.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { page } from '../state/address.ts'
import { textOf, words } from '../state/preferences.ts'
import { findTimeLeft } from '../state/time-left.ts'

/**
 * 「このままの速さなら氾濫注意水位まで約20分（15〜35分）」, where the water rises towards a threshold; on
 * the wall, whose rows name it, without the threshold.
 */
export function TimeLeft({ entry }: { entry: FleetEntry }) {
  const left = findTimeLeft(entry)
  if (!left) return null
  const { panel } = words.value
  const minutes = panel.minutesLeft(left)
  const to = textOf(nameOfStep(left.next))
  return (
    <span class="time-left" title={panel.noForecast}>
      <span>{panel.atThisPace}</span>
      <span>{page.value.isWall ? minutes : panel.reachedIn(to, minutes)}</span>
    </span>
  )
}

/** 「約20分（15〜35分）」, beside the room to a threshold that is named already. */
export function MinutesLeft({ entry }: { entry: FleetEntry }) {
  const left = findTimeLeft(entry)
  if (!left) return null
  const { panel } = words.value
  return (
    <b class="time-left" title={panel.noForecast}>
      {panel.minutesLeft(left)}
    </b>
  )
}
