import type { Device } from '#domain/devices/device.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'

/** A stored crossing as REST shows it; a device that is no longer registered keeps its id. */
export function createCrossingResource(
  crossing: StoredCrossing,
  device: Device | undefined,
): CrossingResource {
  return { ...crossing, name: device?.name ?? { ja: crossing.device, en: crossing.device } }
}
