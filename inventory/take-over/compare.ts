import { isDeepStrictEqual } from 'node:util'
import type { Device } from '#domain/devices/device.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { Inventory } from '../inventory.ts'
import { isPlannedAlready } from '../settings/is-planned.ts'

/**
 * What a city folder says of a device and the registry keeps. Being out of service is of the moment,
 * kind and origin never change.
 */
const fields = [
  'name',
  'role',
  'position',
  'every_ms',
  'thresholds',
  'gauge',
  'normally_flat',
  'guards',
  'facts',
  'camera_url',
  'note',
  'uplink',
] as const satisfies readonly (keyof Device & keyof InventoryItem)[]
export type ComparedField = (typeof fields)[number]

/** A device of which a folder says something else than the registry. */
export interface DifferentDevice {
  wanted: Device
  /** Undefined for one that is not registered. */
  present: InventoryItem | undefined
  /** What differs; nothing for one that is not registered. */
  fields: readonly ComparedField[]
}

/**
 * Where a folder and the registry differ. What the folder does not name of a device it does not
 * mean either; a retired device stays retired.
 */
export function compareFolder(
  inventory: Pick<Inventory, 'find' | 'listThresholds'>,
  devices: readonly Device[],
): DifferentDevice[] {
  return devices.flatMap((wanted): DifferentDevice[] => {
    const present = inventory.find(wanted.id)
    if (!present) return [{ wanted, present, fields: [] }]
    if (present.retired) return []
    const different = fields.filter((field) => isDifferent(wanted, present, field))
    const isWaiting = wanted.thresholds && isPlannedAlready(inventory, wanted.id, wanted.thresholds)
    const left = isWaiting ? different.filter((field) => field !== 'thresholds') : different
    return left.length > 0 ? [{ wanted, present, fields: left }] : []
  })
}

const isDifferent = (wanted: Device, present: InventoryItem, field: ComparedField): boolean =>
  wanted[field] !== undefined && !isDeepStrictEqual(wanted[field], present[field])
