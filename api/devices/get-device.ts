import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { Problem } from '../problems/problem.ts'

/** @throws Problem `device_unknown` for an id that is not registered. */
export function getDevice(directory: DeviceDirectory, id: string): Device {
  const device = directory.find(id)
  if (!device) throw new Problem('device_unknown', `No device ${id}`)
  return device
}

/** The kind of a registered device. */
export function getKind(kinds: readonly Kind[], device: Device): Kind {
  const kind = kinds.find(({ id }) => id === device.kind)
  if (!kind) throw new Error(`Device ${device.id} is of the unknown kind ${device.kind}`)
  return kind
}
