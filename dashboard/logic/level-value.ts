import type { FieldResource, KindResource } from '#domain/resources.ts'
import type { CityDevice } from './city-device.ts'
import { findField, usableNumber } from './figure.ts'
import { shownReading } from './shown-reading.ts'

/** The value that thresholds are compared with, its field, and when it was measured. */
export interface LevelValue {
  value: number
  field: FieldResource
  ts: number
}

/** Undefined for a device without levels, or without a value that counts in the field that decides them. */
export function levelValueOf(
  device: CityDevice,
  kind: KindResource | undefined,
): LevelValue | undefined {
  const field = findField(kind, kind?.level_field ?? null)
  const shown = shownReading(device, kind, device)
  const value = field && usableNumber(shown, field.name)
  return field && shown && value !== undefined ? { value, field, ts: shown.ts } : undefined
}
