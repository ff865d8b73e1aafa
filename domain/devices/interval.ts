import type { Kind } from '../kinds/kind.ts'
import type { Values } from '../readings/values.ts'
import type { Device } from './device.ts'

/** The mode a reading says the device is in, if the kind has modes and this one is known. */
export function findMode({ reporting }: Kind, values: Values): string | undefined {
  const mode = reporting.modeField === undefined ? undefined : values[reporting.modeField]
  return typeof mode === 'string' && mode in reporting.everyMs ? mode : undefined
}

/** The reporting interval of a device in a mode, ms: its own where it has one, else the kind's. */
export function intervalOf(device: Device, { id, reporting }: Kind, mode: string): number {
  const { everyMs, defaultMode } = reporting
  // A mode that was saved may have left the kind since.
  const intervalMs = device.every_ms?.[mode] ?? everyMs[mode] ?? everyMs[defaultMode]
  if (intervalMs === undefined) throw new Error(`Kind ${id} has no interval for ${defaultMode}`)
  return intervalMs
}
