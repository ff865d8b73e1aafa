import { stillFor } from '../logic/device/still.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { format, words } from '../state/preferences.ts'

/** 「変化なし 26時間」: a level that has long stood still. That is no fault, and is only told. */
export function StillNote({ entry }: { entry: FleetEntry }) {
  const stillMs = stillFor(entry.device.value, entry.standing.value)
  if (stillMs === null) return null
  return <span class="muted">{words.value.level.unchanged(format.value.duration(stillMs))}</span>
}
