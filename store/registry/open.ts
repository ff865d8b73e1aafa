import type { Clock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { createChanges } from './changes.ts'
import { createCheck } from './check.ts'
import { createDirectory, type Entry } from './directory.ts'
import { createOperators } from './operators.ts'
import type { Registry } from './registry.ts'
import { openTables, type DeviceRow, type RegistryChange } from './tables.ts'

function toRow({ device, ...credential }: Entry): DeviceRow {
  return { id: device.id, description: JSON.stringify(device), ...credential }
}

function toEntry({ id, description, ...credential }: DeviceRow): Entry {
  const device = JSON.parse(description) as Device
  if (device.id !== id) throw new Error(`The registry's row "${id}" holds another device`)
  return { device, ...credential }
}

/**
 * Opens (or creates) the registry's file on the calling thread: writes are rare and one fsync
 * long. 100,000 devices load in about a second and are looked up by hash afterwards.
 * Throws when the file cannot be opened or was written by a newer version.
 */
export function openRegistry(options: {
  file: string
  clock: Clock
  kinds?: readonly Kind[]
  /** What devices of a bridge may name; the built-in ones unless a city has more. */
  profiles?: ProfileDirectory
}): Registry {
  const { file, clock, kinds = allKinds, profiles = builtInProfiles } = options
  const tables = openTables(file)
  const directory = createDirectory(tables.listDevices().map(toEntry))
  const save = (entries: readonly Entry[], also?: (change: RegistryChange) => void) => {
    // On disk first, in memory second: a failing write changes nothing.
    tables.write((change) => {
      for (const entry of entries) change.putDevice(toRow(entry))
      also?.(change)
    })
    directory.replace(entries)
  }
  const { findByUplink } = directory.view
  const check = createCheck({ kinds, profiles, findByUplink })
  const { listSettings, listActsAbout, findAct } = tables
  return {
    ...directory.view,
    ...createChanges({ find: directory.find, save, clock, check }),
    ...createOperators(tables, clock),
    listSettings,
    listActsAbout,
    findAct,
    close: () => tables.close(),
  }
}
