/**
 * Why a level changed other than by a newer reading: its value was replaced by another or by none,
 * or judged anew, or the gauge's thresholds changed.
 */
export const crossingReasons = ['revised', 'judged', 'thresholds_changed'] as const
export type CrossingReason = (typeof crossingReasons)[number]
