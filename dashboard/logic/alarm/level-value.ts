import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { CityDevice } from '../device/city-device.ts'
import { findField, usableNumber } from '../value/figure.ts'
import { shownReading } from '../device/shown-reading.ts'
import type { Standing } from '../device/standing.ts'

/** The value that thresholds are compared with, its field, and when it was measured. */
export interface LevelValue {
  value: number
  field: FieldResource
  ts: number
}

/**
 * Undefined for a device without levels, or without a value that counts in the field that decides
 * them: a level that has expired is none, also where the rain of its gauge goes on.
 */
export function levelValueOf(
  device: CityDevice,
  kind: KindResource | undefined,
  standing: Pick<Standing, 'level'>,
): LevelValue | undefined {
  const field = findField(kind, kind?.level_field ?? null)
  const shown = shownReading(device, kind, standing)
  const value = field && usableNumber(shown, field.name)
  return field && shown && value !== undefined ? { value, field, ts: shown.ts } : undefined
}
