import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { City, Facility, Place } from '#domain/wire/city.ts'
import { parseDevice } from '#domain/devices/device-schema.ts'
import type { Device } from '#domain/devices/device.ts'
import { verticalDatums } from '#domain/alarms/vertical-datum.ts'
import { findFact } from '#domain/devices/facts.ts'
import { isDeviceId } from '#domain/devices/ids.ts'
import { findKind } from '#domain/kinds/index.ts'
import { listThresholds } from '#domain/alarms/levels.ts'
import { listFiles, root } from './sources.ts'

const cities = readdirSync(join(root, 'infra/cities'))

const hazards = ['flood', 'landslide', 'earthquake', 'storm_surge', 'inland_flood', 'fire']

function loadCity(name: string) {
  const read = <T>(file: string) =>
    JSON.parse(readFileSync(join(root, 'infra/cities', name, file), 'utf8')) as T
  return {
    city: read<City>('city.json'),
    boundary: read<FeatureCollection<Polygon>>('boundary.geojson'),
    places: read<Place[]>('places.json'),
    facilities: read<Facility[]>('facilities.json'),
    devices: read<Device[]>('devices.json'),
    zones: read<FeatureCollection<Polygon | Point>>('zones.geojson'),
  }
}

interface Position {
  lat: number
  lon: number
}

/** Twice the signed area: positive for a counter-clockwise ring. */
function windingOf(ring: readonly (readonly number[])[]): number {
  return ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
    const [fromX = 0, fromY = 0] = ring[index] ?? []
    return sum + fromX * y - x * fromY
  }, 0)
}

function duplicatesOf(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index)
}

/** 検査数字 of a municipality code: weights 6 to 2, then 11 minus the remainder. */
function checkDigitOf(code: string): number {
  const sum = Array.from(code).reduce(
    (total, digit, index) => total + Number(digit) * (6 - index),
    0,
  )
  return (11 - (sum % 11)) % 10
}

describe.each(cities)('city folder %s', (name) => {
  const { city, boundary, places, facilities, devices, zones } = loadCity(name)
  const [outline] = boundary.features
  const isInside = ({ lat, lon }: Position) =>
    outline !== undefined && booleanPointInPolygon([lon, lat], outline)
  const isInBox = ({ lat, lon }: Position) => {
    const [west, south, east, north] = city.bbox
    return west <= lon && lon <= east && south <= lat && lat <= north
  }
  const outsideOf = (items: readonly (Position & { id: string })[]) =>
    items.filter((item) => !isInside(item) || !isInBox(item)).map(({ id }) => id)
  const placed = devices.flatMap(({ id, position }) => (position ? [{ id, ...position }] : []))
  const gauges = devices.flatMap((device) =>
    device.gauge ? [{ ...device, gauge: device.gauge }] : [],
  )

  it('has a code with the right check digit', () => {
    expect(city.code_with_check_digit).toBe(`${city.code}${checkDigitOf(city.code)}`)
    expect(() => new Intl.DateTimeFormat('ja', { timeZone: city.time_zone })).not.toThrow()
    expect(isInside(city.centre)).toBe(true)
    expect(city.credits.length).toBeGreaterThan(0)
  })

  it('has a closed outline that turns to the left (RFC 7946, 3.1.6)', () => {
    const ring = outline?.geometry.coordinates[0] ?? []
    expect(ring.length).toBeGreaterThan(3)
    expect(ring[0]).toEqual(ring.at(-1))
    expect(windingOf(ring)).toBeGreaterThan(0)
    expect(ring.every(([lon = 0, lat = 0]) => isInBox({ lat, lon }))).toBe(true)
  })

  it('uses every id once', () => {
    for (const list of [places, facilities, devices, zones.features]) {
      expect(duplicatesOf(list.map(({ id }) => String(id)))).toEqual([])
    }
  })

  it('has every name in both languages', () => {
    const names = [city, ...places, ...facilities, ...devices].map((item) => item.name)
    expect(names.filter(({ ja, en }) => !ja || !en)).toEqual([])
  })

  it('states only facts that have a label, and every word of them, in both languages', () => {
    const labelsOf = (key: string, value: string | number | boolean | null) => {
      const fact = findFact(key)
      if (!fact) return [undefined]
      if (fact.type === 'technical') return []
      if (fact.type !== 'word' || value === null) return [fact.label]
      return [fact.label, fact.words[String(value)]]
    }
    const unnamed = devices.flatMap(({ id, facts }) =>
      Object.entries(facts ?? {})
        .filter(([key, value]) => labelsOf(key, value).some((label) => !label?.ja || !label.en))
        .map(([key, value]) => `${id}: ${key} ${value}`),
    )
    expect(unnamed).toEqual([])
  })

  it('lies inside its outline, and what does not says so', () => {
    expect(outsideOf(places)).toEqual([])
    expect(outsideOf(facilities)).toEqual([])
    const declared = devices.filter(({ facts }) => facts?.['outside_city'] === true)
    expect(outsideOf(placed).toSorted()).toEqual(declared.map(({ id }) => id).toSorted())
  })

  it('gives evacuation sites only known hazards, each with its source', () => {
    const wrong = facilities.filter(
      ({ valid_for, flood_upper_floor_only: upper, source }) =>
        valid_for.length === 0 ||
        !valid_for.every((hazard) => hazards.includes(hazard)) ||
        (upper && !valid_for.includes('flood')) ||
        source === '',
    )
    expect(wrong).toEqual([])
  })

  it('has devices of known kinds, with ids that a topic can carry, all simulated', () => {
    for (const device of devices) {
      expect(parseDevice(device)).toEqual(device)
      expect(findKind(device.kind)).toBeDefined()
      expect(isDeviceId(device.id)).toBe(true)
      expect(device.origin).toBe('simulated')
      expect(device.position === null).toBe(findKind(device.kind)?.position === 'moving')
      const modes = Object.keys(findKind(device.kind)?.reporting.everyMs ?? {})
      expect(modes).toEqual(expect.arrayContaining(Object.keys(device.every_ms ?? {})))
    }
  })

  it('has thresholds in rising order, official ones only with a source', () => {
    const all = devices.flatMap(({ id, thresholds }) => (thresholds ? [{ id, thresholds }] : []))
    const falling = all.filter(({ thresholds }) => {
      const values = listThresholds(thresholds).map(({ value }) => value)
      return values.some((value, index) => value <= (values[index - 1] ?? -Infinity))
    })
    const unfounded = all.filter(({ thresholds: { authority, source, verified } }) =>
      authority === 'official' ? !source : verified,
    )
    expect([...falling, ...unfounded].map(({ id }) => id)).toEqual([])
  })

  it('says for every gauge what zero means', () => {
    const unclear = gauges.filter(({ gauge, thresholds }) => {
      const isDatum = verticalDatums.includes(gauge.datum)
      const hasEpochOfNothing = gauge.zero_height_m === null && gauge.zero_height_epoch !== null
      // Below the crest is negative: a crest gauge overflows at 0.
      const overflowsElsewhere = gauge.datum === 'CREST' && (thresholds?.overflow ?? 0) !== 0
      return !isDatum || hasEpochOfNothing || overflowsElsewhere
    })
    expect(unclear.map(({ id }) => id)).toEqual([])
  })

  it('has stops at places inside the service area', () => {
    const area = zones.features.find(
      (zone): zone is Feature<Polygon> => zone.geometry.type === 'Polygon',
    )
    const stops = zones.features.filter(
      (zone): zone is Feature<Point> => zone.geometry.type === 'Point',
    )
    const outside = stops.filter(({ geometry }) => !area || !booleanPointInPolygon(geometry, area))
    expect(outside.map(({ id }) => id)).toEqual([])
    const known = new Set(places.map(({ id }) => id))
    expect(stops.filter(({ properties }) => !known.has(String(properties?.['place'])))).toEqual([])
    expect(zones.features.every(({ properties }) => properties?.['simulated'] === true)).toBe(true)
  })
})

describe('inashiki', () => {
  const { city, boundary, places, facilities, devices, zones } = loadCity('inashiki')
  const readLayer = (name: string) =>
    JSON.parse(
      readFileSync(join(root, 'infra/cities/inashiki', `${name}.geojson`), 'utf8'),
    ) as FeatureCollection<Polygon | MultiPolygon>
  const countOf = (kind: string) => devices.filter((device) => device.kind === kind).length

  it('has the fleet of the demo', () => {
    expect(countOf('flood')).toBeGreaterThanOrEqual(12)
    expect([countOf('wifi'), countOf('bus'), countOf('farm')]).toEqual([20, 6, 12])
  })

  it('has official levels only at 出島 and 新横利根', () => {
    const official = devices.filter(({ thresholds }) => thresholds?.authority === 'official')
    expect(official.map(({ id }) => id)).toEqual(['gauge-dejima', 'gauge-shin-yokotone'])
    expect(official[0]?.thresholds).toMatchObject({
      standby: 1.5,
      caution: 2.1,
      evac: 2.5,
      danger: 2.6,
      overflow: 3.32,
    })
    expect(official[1]?.thresholds).toMatchObject({ standby: 1.3, caution: 1.4, danger: 1.5 })
    expect(official[1]?.thresholds?.evac).toBeNull()
  })

  it('has 42 designated sites: 36 for floods, 7 of them on upper floors only', () => {
    const floods = facilities.filter(({ valid_for }) => valid_for.includes('flood'))
    const upper = floods.filter((site) => site.flood_upper_floor_only)
    expect([facilities.length, floods.length, upper.length]).toEqual([42, 36, 7])
    expect(facilities.every(({ capacity }) => capacity === null)).toBe(true)
  })

  it('has a detailed outline, its nine neighbours and the lakes, each with its source', () => {
    const countPoints = ({ features }: FeatureCollection) =>
      features.map(({ geometry }) => (JSON.stringify(geometry).match(/\],\[/g) ?? []).length)
    expect(countPoints(boundary)[0]).toBeGreaterThan(400)
    expect(readLayer('neighbours').features).toHaveLength(9)
    const lakes = readLayer('lakes').features.map(({ properties }) => properties as object)
    expect(lakes[0]).toEqual({ name: '霞ヶ浦（西浦）', nameEn: 'Lake Kasumigaura (Nishiura)' })
    const credited = city.credits.map(({ layer }) => layer)
    expect(credited).toEqual(expect.arrayContaining(['boundary', 'neighbours', 'lakes']))
  })

  it('has its service area along the detailed outline', () => {
    const area = zones.features.find(({ id }) => id === 'zone-drt')
    expect(area?.geometry).toEqual(boundary.features[0]?.geometry)
  })

  it('stands on land: towns, sites, devices, and the drained polders', () => {
    const { features: lakes } = readLayer('lakes')
    const isWater = ({ lat, lon }: Position) =>
      lakes.some((lake) => booleanPointInPolygon([lon, lat], lake))
    const fixed = devices.flatMap(({ id, facts, position }) =>
      position && facts?.['outside_city'] !== true ? [{ id, ...position }] : [],
    )
    const drowned = [...places, ...facilities, ...fixed].filter(isWater)
    expect(drowned.map(({ id }) => id)).toEqual([])
    // 本新島, 西の洲 and 甘田入, which lies between 甘田, 西の洲 and 浮島: drained 1929 to 1966.
    const at = (id: string) => places.find((place) => place.id === id) ?? city.centre
    const corners = [at('amada'), at('nishinosu'), at('ukishima')]
    const middle = {
      lat: corners.reduce((sum, { lat }) => sum + lat, 0) / corners.length,
      lon: corners.reduce((sum, { lon }) => sum + lon, 0) / corners.length,
    }
    const shares = [0, 0.25, 0.5, 0.75]
    const polders = corners.flatMap((corner) =>
      shares.map((share) => ({
        lat: middle.lat + (corner.lat - middle.lat) * share,
        lon: middle.lon + (corner.lon - middle.lon) * share,
      })),
    )
    expect([...polders, at('motoshin'), at('nishinosu')].filter(isWater)).toEqual([])
    // And the test can tell: the open lake is water.
    expect(isWater({ lat: 36.02, lon: 140.4 })).toBe(true)
  })

  it('has no file that nobody reads', () => {
    const files = listFiles('infra/cities/inashiki').map((path) => path.split('/').at(-1))
    const known = ['README.md', 'boundary.geojson', 'city.json', 'devices.json', 'facilities.json']
    const drawn = ['lakes.geojson', 'neighbours.geojson', 'places.json', 'zones.geojson']
    expect(new Set(files)).toEqual(new Set([...known, ...drawn]))
  })
})
