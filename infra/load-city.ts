import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { City, Facility, Place } from '#domain/city.ts'
import type { Device } from '#domain/device.ts'
import type { ProfileDirectory } from '#domain/profiles/device-mapper.ts'
import type { CityResource } from '#domain/resources.ts'
import { CityFolderError } from './city-folder-error.ts'
import { loadProfiles } from './load-profiles.ts'

/** A city folder, read. */
export interface CityFolder {
  city: City
  /** What the map draws, without what this server adds to it. */
  map: Omit<CityResource, 'demo' | 'version' | 'online_tiles'>
  /** Devices to begin with; the registry is the truth from then on. */
  devices: readonly Device[]
  /** How sensors that come over a bridge are read: the built-in profiles and the city's own. */
  profiles: ProfileDirectory
}

/** Reads a city folder. Rejects with `CityFolderError`. */
export async function loadCity(folder: string): Promise<CityFolder> {
  const read = async <T>(name: string): Promise<T> => {
    const value = await readIfThere<T>(folder, name)
    if (value !== null) return value
    throw new CityFolderError(`The city folder ${folder} has no ${name}. Set CITY_DIR to one.`)
  }
  type Layer = CityResource['boundary']
  // One after the other: the first thing wrong is the one that is told.
  const city = await read<City>('city.json')
  const boundary = await read<Layer>('boundary.geojson')
  const places = await read<Place[]>('places.json')
  const facilities = await read<Facility[]>('facilities.json')
  const devices = await read<Device[]>('devices.json')
  // A richer folder has more layers; a plain one draws without them.
  const [neighbours = null, water = null, roads = null, zones = null] = await Promise.all(
    ['neighbours', 'water', 'roads', 'zones'].map((layer) =>
      readIfThere<Layer>(folder, `${layer}.geojson`),
    ),
  )
  const map = { city, boundary, neighbours, water, roads, zones, places, facilities }
  return { city, map, devices, profiles: await loadProfiles(folder) }
}

async function readIfThere<T>(folder: string, name: string): Promise<T | null> {
  const file = join(folder, name)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    const reason = error instanceof Error ? error.message : String(error)
    throw new CityFolderError(`Cannot read ${file}: ${reason}`, { cause: error })
  }
}
