import type { KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { CityDevice } from './city-device.ts'
import type { Standing } from './standing.ts'

/**
 * The reading that is shown first of a device: its newest, or, where a gauge sent its rain apart,
 * the level that still stands, with its own time. Rain beside a level would be taken for it.
 */
export function shownReading(
  { latest, last_level: last }: Pick<CityDevice, 'latest' | 'last_level'>,
  kind: KindResource | undefined,
  { level }: Pick<Standing, 'level'>,
): LatestReading | null {
  const field = kind?.level_field ?? null
  if (!latest || !last || field === null || level === null) return latest
  if (latest.values[field] !== undefined) return latest
  return { ...latest, ts: last.ts, values: { [field]: last.value }, flag: last.flag, reasons: [] }
}
