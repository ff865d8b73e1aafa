import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { City } from '#domain/wire/city.ts'
import { kinds } from '#domain/kinds/index.ts'
import { systemClock } from '#domain/operation/clock.ts'
import type { ProfileDirectory } from '#domain/devices/profiles/device-mapper.ts'
import { areaOf } from '#app/registry/start-inventory.ts'
import type { Inventory } from '#inventory/inventory.ts'
import { openInventory } from '#inventory/open.ts'
import { openDataFolder, type DataFolder } from '#store/data-folder.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'
import { UsageError } from './usage-error.ts'

interface Alone {
  folder: DataFolder
  registry: Registry
  inventory: Inventory
}

interface AloneOptions {
  /** Of one city: `DATA_DIR/live` or `DATA_DIR/demo`. */
  path: string
  cityDir: string
  profiles: ProfileDirectory
}

/** Where the days of the city begin, and where it lies. */
async function readCity(cityDir: string): Promise<City> {
  try {
    return JSON.parse(await readFile(join(cityDir, 'city.json'), 'utf8')) as City
  } catch (error) {
    const { message } = error as Error
    throw new UsageError({
      ja: `設定 CITY_DIR のフォルダー ${cityDir} の city.json を読めません。`,
      en: `cannot read city.json of ${cityDir} (setting CITY_DIR): ${message}`,
    })
  }
}

/** Without a server a command is the owner of the data folder while it works. */
export async function workAlone<T>(
  { path, cityDir, profiles }: AloneOptions,
  work: (alone: Alone) => T | Promise<T>,
): Promise<T> {
  const city = await readCity(cityDir)
  const folder = openDataFolder(path)
  try {
    return await withInventory(folder.file('registry.db'), { city, profiles }, (opened) =>
      work({ folder, ...opened }),
    )
  } finally {
    folder.close()
  }
}

/** The same on a copy, which is gone afterwards: whoever only looks changes nothing, no schema either. */
export async function lookAlone<T>(
  { path, cityDir, profiles }: AloneOptions,
  look: (alone: Omit<Alone, 'folder'>) => T | Promise<T>,
): Promise<T> {
  const city = await readCity(cityDir)
  const copies = mkdtempSync(join(tmpdir(), 'machimori-look-'))
  const folder = openDataFolder(path)
  try {
    for (const name of ['registry.db', 'registry.db-wal']) {
      if (existsSync(folder.file(name))) cpSync(folder.file(name), join(copies, name))
    }
    return await withInventory(join(copies, 'registry.db'), { city, profiles }, look)
  } finally {
    folder.close()
    rmSync(copies, { recursive: true })
  }
}

async function withInventory<T>(
  file: string,
  { city, profiles }: { city: City; profiles: ProfileDirectory },
  work: (opened: Omit<Alone, 'folder'>) => T | Promise<T>,
): Promise<T> {
  const clock = systemClock
  const registry = openRegistry({ file, clock, profiles })
  try {
    const parts = { registry, clock, kinds, timeZone: city.time_zone, box: areaOf(city) }
    const inventory = openInventory(parts)
    try {
      return await work({ registry, inventory })
    } finally {
      inventory.close()
    }
  } finally {
    registry.close()
  }
}
