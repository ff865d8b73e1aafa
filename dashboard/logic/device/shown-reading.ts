import type { KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { CityDevice } from './city-device.ts'
import { usableNumber } from '../value/figure.ts'
import type { Standing } from './standing.ts'

/**
 * The reading that is shown first of a device: its newest, or, where that says nothing of a level
 * that is to be shown, this one with its own time. Rain beside a level would be taken for it.
 */
export function shownReading(
  { latest, last_level: last }: Pick<CityDevice, 'latest' | 'last_level'>,
  kind: KindResource | undefined,
  { level }: Pick<Standing, 'level'>,
): LatestReading | null {
  const field = kind?.level_field ?? null
  if (!latest || !last || field === null || level === null) return latest
  if (usableNumber(latest, field) !== undefined) return latest
  const { ts, value, flag } = last
  return { ...latest, ts, place_ts: ts, values: { [field]: value }, flag, reasons: [] }
}
