import type { FeatureCollection } from 'geojson'
import { layerNames, type LayerName } from '../city.ts'
import { parseDevice } from '../device-schema.ts'
import type { Device } from '../device.ts'
import type { Kind } from '../kind.ts'
import { isRefusal } from '../refusal.ts'
import { checkCityFolder } from './check-city-folder.ts'
import type { Finding } from './finding.ts'
import { parseFeatures } from './parse-features.ts'
import {
  findCityFault,
  findFacilityFault,
  findPlaceFault,
  type FindSchemaFault,
} from './schemas.ts'
import type { City, Facility, Place } from '../wire/city.ts'

const required = [
  'city.json',
  'boundary.geojson',
  'places.json',
  'facilities.json',
  'devices.json',
] as const
const fileOfLayer = (layer: LayerName) => `${layer}.geojson` as const

/** Every file that a city folder may hold and the city reads. */
export const cityFiles = [...required, 'zones.geojson', ...layerNames.map(fileOfLayer)] as const
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

export interface ParsedCity {
  /** Undefined where there is an error. */
  folder: CityFolder | undefined
  /** Everything that was found, not only the first. */
  findings: Finding[]
}

/**
 * Largest file of one layer, bytes. A phone on a slow line should have it in seconds (a quarter of
 * it once compressed), and draw it without stopping.
 */
export const layerMaxBytes = 3_000_000

/** Reads all files of a city folder and says everything that is wrong with them. */
export function parseCityFolder(texts: CityTexts, kinds: readonly Kind[]): ParsedCity {
  const reader = createReader(texts)
  const city = reader.one('city.json', findCityFault) as City | undefined
  const boundary = reader.features('boundary.geojson')
  const places = reader.list('places.json', findPlaceFault) as Place[] | undefined
  const facilities = reader.list('facilities.json', findFacilityFault) as Facility[] | undefined
  const devices = reader.list('devices.json', findDeviceFault) as Device[] | undefined
  const zones = reader.features('zones.geojson') ?? null
  const layers = Object.fromEntries(
    layerNames.flatMap((layer) => {
      const collection = reader.features(fileOfLayer(layer))
      return collection ? [[layer, collection]] : []
    }),
  )
  const { findings } = reader
  const isWhole = !findings.some(({ level }) => level === 'error')
  if (!isWhole || !city || !boundary || !places || !facilities || !devices) {
    return { folder: undefined, findings }
  }
  const folder = { city, boundary, zones, places, facilities, devices, layers }
  findings.push(...checkCityFolder(folder, kinds))
  const isSound = !findings.some(({ level }) => level === 'error')
  return { folder: isSound ? folder : undefined, findings }
}

const findDeviceFault: FindSchemaFault = (value) => {
  const device = parseDevice(value)
  return isRefusal(device) ? { path: '', problem: device.detail } : undefined
}

function createReader(texts: CityTexts) {
  const findings: Finding[] = []
  const fail = (file: string, problem: string, where?: string) =>
    void findings.push({ level: 'error', file, problem, ...(where && { where }) })

  const json = (file: CityFile): unknown => {
    const text = texts[file]
    if (text === undefined) {
      if (required.some((name) => name === file)) fail(file, 'is missing')
      return undefined
    }
    if (file !== 'devices.json' && text.length > layerMaxBytes) {
      fail(file, `is larger than ${layerMaxBytes / 1e6} MB; simplify it more (--tolerance)`)
      return undefined
    }
    try {
      return JSON.parse(text)
    } catch (error) {
      fail(file, `is no JSON: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
  }
  return {
    findings,
    one(file: CityFile, findFault: FindSchemaFault): unknown {
      const value = json(file)
      if (value === undefined) return undefined
      const fault = findFault(value)
      if (fault) fail(file, fault.problem, fault.path)
      return value
    },
    list(file: CityFile, findFault: FindSchemaFault): unknown {
      const value = json(file)
      if (value === undefined) return undefined
      if (!Array.isArray(value)) fail(file, 'is no list')
      for (const [index, item] of (Array.isArray(value) ? value : []).entries()) {
        const fault = findFault(item)
        const id = (item as { id?: unknown } | null)?.id
        const name = typeof id === 'string' ? id : `entry ${index + 1}`
        if (fault) fail(file, fault.problem, [name, fault.path].filter(Boolean).join(' '))
      }
      return value
    },
    features(file: CityFile): FeatureCollection | undefined {
      const value = json(file)
      if (value === undefined) return undefined
      const read = parseFeatures(file, value)
      findings.push(...read.findings)
      return read.collection
    },
  }
}
