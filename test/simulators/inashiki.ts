import { join } from 'node:path'
import { kinds } from '#domain/kinds/index.ts'
import type { Device } from '#domain/devices/device.ts'
import type { World } from '#domain/kinds/simulation.ts'
import { loadCity } from '#app/city/load-city.ts'
import { createSimulatedCity } from '#simulators/city/create-simulated-city.ts'
import { createReporter } from '#simulators/fleet/reporter.ts'
import type { Report } from '#simulators/fleet/reporter.ts'
import { createWorld } from '#simulators/world/create-world.ts'

export const hour = 3_600_000
export const day = 24 * hour

/** Monday 2026-06-15, 00:00 in Japan. */
export const mondayTs = Date.UTC(2026, 5, 14, 15)

const { folder } = await loadCity(join(import.meta.dirname, '../../infra/cities/inashiki'))
export const inashikiFolder = folder
export const inashiki = createSimulatedCity(folder)

export function worldOf(seed: number, stormPeakTs: number | null = null): World {
  return createWorld({ city: inashiki, seed, stormPeakTs })
}

export function devicesOf(kind: string): Device[] {
  return inashiki.devices.filter((device) => device.kind === kind)
}

export function deviceOf(id: string): Device {
  const device = inashiki.devices.find((candidate) => candidate.id === id)
  if (!device) throw new Error(`devices.json has no ${id}`)
  return device
}

export function kindOf(device: Device) {
  const kind = kinds.find(({ id }) => id === device.kind)
  if (!kind) throw new Error(`no kind ${device.kind}`)
  return kind
}

export interface Span {
  world: World
  seed: number
  fromTs: number
  toTs: number
}

/** What a device reports in (fromTs, toTs]. */
export function reportsOf(device: Device, { world, seed, fromTs, toTs }: Span): Report[] {
  const kind = kindOf(device)
  const reporter = createReporter({ device, kind, world, seed, startTs: fromTs, boot: 'b' })
  return reporter.until(toTs)
}
