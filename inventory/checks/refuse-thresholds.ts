import { findThresholdFault } from '#domain/alarms/find-threshold-fault.ts'
import { listThresholds } from '#domain/alarms/levels.ts'
import type { Device } from '#domain/devices/device.ts'
import { listNumericFields } from '#domain/kinds/numeric-fields.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { Refusal } from '#domain/words/refusal.ts'

const invalid = (detail: string): Refusal => ({ code: 'thresholds_invalid', detail })

/** Thresholds rise, name their source, and lie within what the gauge can measure. */
export function refuseThresholds(
  device: Device,
  kind: Kind,
  thresholds: Thresholds,
): Refusal | undefined {
  const field = kind.levelField
  if (field === undefined) return invalid(`"${kind.id}" has no levels`)
  const fault = findThresholdFault(thresholds)
  if (fault !== undefined) return invalid(fault)
  const { min, max } = limitsOf(device, kind, field)
  const outside = listThresholds(thresholds).find(({ value }) => value < min || value > max)
  return outside && invalid(`${outside.key}: ${outside.value} is outside ${min} to ${max}`)
}

/** A guard may narrow what the kind's sensor can say, as a gauge with a short staff. */
function limitsOf({ guards }: Device, kind: Kind, field: string) {
  const hard = listNumericFields(kind).find((one) => one.field === field)
  const own = guards?.[field]
  return {
    min: Math.max(hard?.min ?? -Infinity, own?.min ?? -Infinity),
    max: Math.min(hard?.max ?? Infinity, own?.max ?? Infinity),
  }
}
