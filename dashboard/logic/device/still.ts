import { isOnTime } from '#domain/readings/freshness.ts'
import type { CityDevice } from './city-device.ts'
import type { Standing } from './standing.ts'

/** How long its level has stood still, ms; null for not long, and where nothing is known of now. */
export const stillFor = (
  { unchanged_ms }: Pick<CityDevice, 'unchanged_ms'>,
  { freshness, noValue }: Pick<Standing, 'freshness' | 'noValue'>,
): number | null => (isOnTime(freshness) && !noValue ? unchanged_ms : null)
