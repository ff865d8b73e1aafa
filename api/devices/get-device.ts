import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { Problem } from '../problems/problem.ts'

/** @throws Problem `device_unknown` for an id that is not registered. */
export function getDevice(directory: DeviceDirectory, id: string): Device {
  const device = directory.find(id)
  if (!device) throw new Problem('device_unknown', `No device ${id}`)
  return device
}
