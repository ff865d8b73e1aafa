import type { FeatureCollection } from 'geojson'
import { layerNames } from '../city.ts'
import { parseDevice } from '../../devices/device-schema.ts'
import type { Device } from '../../devices/device.ts'
import type { Kind } from '../../kinds/kind.ts'
import { isRefusal } from '../../words/refusal.ts'
import { checkCityFolder } from './check-city-folder.ts'
import {
  fileOfLayer,
  requiredFiles,
  type CityFile,
  type CityFolder,
  type CityTexts,
} from './city-folder.ts'
import type { Finding } from './finding.ts'
import { parseFeatures } from './parse-features.ts'
import {
  findCityFault,
  findFacilityFault,
  findPlaceFault,
  type FindSchemaFault,
} from './schemas.ts'
import type { City, Facility, Place } from '../../wire/city.ts'

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
      if (requiredFiles.some((name) => name === file)) fail(file, 'is missing')
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
