import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { Parts } from '../parts.ts'

/** The kind of a device, which somebody may have mistyped. */
export function findDeviceKind(
  { kinds }: Pick<Parts, 'kinds'>,
  { kind: id }: Pick<Device, 'kind'>,
): Kind | Refusal {
  const kind = kinds.find((one) => one.id === id)
  const known = kinds.map((one) => one.id).join(', ')
  return kind ?? { code: 'device_invalid', detail: `kind: "${id}" is none of ${known}` }
}
