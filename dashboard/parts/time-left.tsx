import type { FleetEntry } from '../state/fleet.ts'
import { words } from '../state/preferences.ts'
import { findTimeLeft } from '../state/time-left.ts'

/** 「このままの速さなら約20分（15〜35分）」, where the water rises towards a threshold. */
export function TimeLeft({ entry }: { entry: FleetEntry }) {
  const left = findTimeLeft(entry)
  if (!left) return null
  return (
    <span class="time-left" title={words.value.panel.noForecast}>
      {words.value.panel.timeLeft(left)}
    </span>
  )
}
