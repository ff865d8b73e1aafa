import type { Level } from './levels.ts'
import type { LastLevel } from '../wire/device.ts'

/**
 * How high the water stands at a gauge, as its one owner (`alarms/level/`) says it and everybody
 * shows it. It does not age: whoever shows it looks at the time in `lastLevel` too.
 */
export interface GaugeLevel {
  /** Null where the newest report has no usable value, or the gauge no thresholds. */
  readonly level: Level | null
  /** False while only one doubtful value speaks for the level. */
  readonly confirmed: boolean
  /** Of the alarm that stands: late values change the record alone, and a rise in doubt no alarm. */
  readonly alarmLevel: Level
  /** What stands, with the newest usable value; its level is that of the record and the alarms. */
  readonly lastLevel: LastLevel | null
}

/** A device that has no level, or of which none is known yet. */
export const noLevel: GaugeLevel = {
  level: null,
  confirmed: true,
  alarmLevel: 0,
  lastLevel: null,
}
