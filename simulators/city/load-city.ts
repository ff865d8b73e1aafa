import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FeatureCollection, Point } from 'geojson'
import type { City, Place } from '#domain/city.ts'
import type { Device } from '#domain/device.ts'
import { stopRoles } from '../transit/requests.ts'
import type { TransitStop } from '../transit/network.ts'
import type { SimulatedCity } from './simulated-city.ts'

async function readJson<T>(folder: string, name: string): Promise<T> {
  const file = join(folder, name)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Cannot read ${file}: ${reason}`, { cause })
  }
}

/** A city without a demand bus has no zones: its vehicles, if any, stay where they are. */
const noZones: FeatureCollection = { type: 'FeatureCollection', features: [] }
const readZones = (folder: string) =>
  existsSync(join(folder, 'zones.geojson'))
    ? readJson<FeatureCollection>(folder, 'zones.geojson')
    : noZones

function stopsOf(zones: FeatureCollection): TransitStop[] {
  return zones.features
    .filter(
      ({ geometry, properties }) =>
        geometry.type === 'Point' && properties?.['type'] === 'drt_stop',
    )
    .map(({ id, geometry, properties }) => {
      const [lon = 0, lat = 0] = (geometry as Point).coordinates
      const role = stopRoles.find((known) => known === properties?.['role']) ?? 'home'
      return { id: String(id), lat, lon, role, depot: properties?.['depot'] === true }
    })
}

/** Reads a city folder. Throws with the file's name if one is missing or damaged. */
export async function loadSimulatedCity(folder: string): Promise<SimulatedCity> {
  const [city, places, devices, zones] = await Promise.all([
    readJson<City>(folder, 'city.json'),
    readJson<Place[]>(folder, 'places.json'),
    readJson<Device[]>(folder, 'devices.json'),
    readZones(folder),
  ])
  return {
    id: city.id,
    timeZone: city.time_zone,
    centre: city.centre,
    places: places.map(({ id, lat, lon }) => ({ id, lat, lon })),
    stops: stopsOf(zones),
    devices,
  }
}
