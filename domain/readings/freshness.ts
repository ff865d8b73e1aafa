/** How fresh a device's newest value is. The five never look alike, on the map or in words. */
export const freshnessStates = ['live', 'late', 'expired', 'missing', 'out_of_service'] as const
export type Freshness = (typeof freshnessStates)[number]

/** Live up to 1.5 intervals, late up to 3, then expired. */
export const lateAfterIntervals = 1.5
export const expiredAfterIntervals = 3

/** Which of the five a device is in. All times in milliseconds of one clock. */
export function freshnessOf(input: {
  now: number
  latestTs: number | null
  intervalMs: number
  outOfService: boolean
}): Freshness {
  if (input.outOfService) return 'out_of_service'
  if (input.latestTs === null) return 'missing'
  const ageMs = input.now - input.latestTs
  if (ageMs <= lateAfterIntervals * input.intervalMs) return 'live'
  return ageMs <= expiredAfterIntervals * input.intervalMs ? 'late' : 'expired'
}

/** True while a value still says how things are now. */
export function isOnTime(freshness: Freshness): boolean {
  return freshness === 'live' || freshness === 'late'
}
