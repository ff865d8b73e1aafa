import type { FieldResource, KindResource } from '#domain/resources.ts'
import type { CityDevice } from './city-device.ts'
import { findField, usableNumber } from './figure.ts'

/** The value that thresholds are compared with, and its field. */
export interface LevelValue {
  value: number
  field: FieldResource
}

/** Undefined for a device without levels, or without a value that counts in the field that decides them. */
export function levelValueOf(
  device: CityDevice,
  kind: KindResource | undefined,
): LevelValue | undefined {
  const field = findField(kind, kind?.level_field ?? null)
  const value = field && usableNumber(device.latest, field.name)
  return field && value !== undefined ? { value, field } : undefined
}
