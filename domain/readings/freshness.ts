/** How fresh a device's newest value is. The six never look alike, on the map or in words. */
export const freshnessStates = [
  'live',
  'late',
  'clock_fault',
  'expired',
  'missing',
  'out_of_service',
] as const
export type Freshness = (typeof freshnessStates)[number]

/** Live up to 1.5 intervals, late up to 3, then expired. */
export const lateAfterIntervals = 1.5
export const expiredAfterIntervals = 3

/**
 * Which of the six a device is in. All times in milliseconds of one clock; a wrong clock is said
 * while values arrive.
 */
export function freshnessOf(input: {
  now: number
  /** Place of the newest value. */
  latestTs: number | null
  intervalMs: number
  outOfService: boolean
  clockFault?: boolean
}): Freshness {
  if (input.outOfService) return 'out_of_service'
  if (input.latestTs === null) return 'missing'
  const ageMs = input.now - input.latestTs
  if (ageMs > expiredAfterIntervals * input.intervalMs) return 'expired'
  if (input.clockFault) return 'clock_fault'
  return ageMs <= lateAfterIntervals * input.intervalMs ? 'live' : 'late'
}

/** True while a value still says how things are now. */
export function isOnTime(freshness: Freshness): boolean {
  return freshness === 'live' || freshness === 'late' || freshness === 'clock_fault'
}
