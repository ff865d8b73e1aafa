import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { CityDevice } from '../device/city-device.ts'
import { findField } from '../value/figure.ts'
import type { Standing } from '../device/standing.ts'

/** The value that thresholds are compared with, its field, and when it was measured. */
export interface LevelValue {
  value: number
  field: FieldResource
  ts: number
}

/**
 * The value of the level that stands. Undefined for a device without levels, and where it has
 * expired, also while the rain of its gauge goes on.
 */
export function levelValueOf(
  { last_level: last }: Pick<CityDevice, 'last_level'>,
  kind: KindResource | undefined,
  { stands }: Pick<Standing, 'stands'>,
): LevelValue | undefined {
  const field = findField(kind, kind?.level_field ?? null)
  return field && last && stands !== null ? { value: last.value, field, ts: last.ts } : undefined
}
