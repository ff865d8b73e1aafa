/**
 * Why a level changed other than by a newer reading: its value was replaced by another or by none,
 * or judged anew, or the gauge's thresholds changed, or the gauge was
 * given up. Or what else an officer has to know of it: the
 * device's clock is wrong, or nothing followed that could confirm it.
 */
export const crossingReasons = [
  'revised',
  'judged',
  'thresholds_changed',
  'device_retired',
  'clock_fault',
  'lost_unconfirmed',
] as const
export type CrossingReason = (typeof crossingReasons)[number]
