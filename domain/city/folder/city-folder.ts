import type { FeatureCollection } from 'geojson'
import { layerNames, type LayerName } from '../city.ts'
import type { Device } from '../../devices/device.ts'
import type { City, Facility, Place } from '../../wire/city.ts'

/** Files without which a folder is no city. */
export const requiredFiles = [
  'city.json',
  'boundary.geojson',
  'places.json',
  'facilities.json',
  'devices.json',
] as const
/** The file in which a layer lies. */
export const fileOfLayer = (layer: LayerName) => `${layer}.geojson` as const

/** Every file that a city folder may hold and the city reads. */
export const cityFiles = [
  ...requiredFiles,
  'zones.geojson',
  ...layerNames.map(fileOfLayer),
] as const
export type CityFile = (typeof cityFiles)[number]

/** The text of each file; undefined where it is not there. */
export type CityTexts = Readonly<Record<CityFile, string | undefined>>

/** A city folder, read and sound. */
export interface CityFolder {
  city: City
  boundary: FeatureCollection
  /** Area and stops of a demand bus; null where there is none. */
  zones: FeatureCollection | null
  places: Place[]
  facilities: Facility[]
  /** Devices to begin with; the registry is the truth from then on. */
  devices: Device[]
  /** The layers that are there. */
  layers: Partial<Record<LayerName, FeatureCollection>>
}
