import type { FieldResource, KindResource } from '#domain/resources.ts'
import type { CityDevice } from './city-device.ts'
import { findField } from './figure.ts'

/** The value that thresholds are compared with, and its field. */
export interface LevelValue {
  value: number
  field: FieldResource
}

/** Undefined for a device without levels, or without a value in the field that decides them. */
export function levelValueOf(
  device: CityDevice,
  kind: KindResource | undefined,
): LevelValue | undefined {
  const field = findField(kind, kind?.level_field ?? null)
  const value = field && device.latest?.values[field.name]
  return field && typeof value === 'number' ? { value, field } : undefined
}
