import type { Position } from 'geojson'
import type { Facility, Place } from '../../wire/city.ts'
import type { Kind } from '../../kinds/kind.ts'
import { boxOf, growBox, isInBox } from '../geometry/box.ts'
import { findPositionFault } from '../geometry/find-position-fault.ts'
import { areasOf, isInArea } from '../geometry/is-in-area.ts'
import { checkCity } from './check-city.ts'
import { checkDevices } from './check-devices.ts'
import type { Finding } from './finding.ts'
import { listAdvice } from './list-advice.ts'
import type { CityFolder } from './city-folder.ts'

/** So far beyond the outline a position belongs to another city, metres. */
const farAwayMetres = 50_000

/** What no single file can say: whether the files of a sound folder fit each other. */
export function checkCityFolder(folder: CityFolder, kinds: readonly Kind[]): Finding[] {
  return [
    ...checkCity(folder),
    ...checkIds(folder),
    ...checkPlacement(folder),
    ...checkFacilities(folder),
    ...checkZones(folder),
    ...checkDevices(folder, kinds),
    ...listAdvice(folder),
  ]
}

function checkIds({ places, facilities, devices, zones }: CityFolder): Finding[] {
  const lists = {
    'places.json': places.map(({ id }) => id),
    'facilities.json': facilities.map(({ id }) => id),
    'devices.json': devices.map(({ id }) => id),
    'zones.geojson': (zones?.features ?? []).map(({ id }) => String(id)),
  }
  return Object.entries(lists).flatMap(([file, ids]) => {
    const doubled = new Set(ids.filter((id, index) => ids.indexOf(id) !== index))
    return [...doubled].map((id): Finding => ({
      level: 'error',
      file,
      where: id,
      problem: 'this id is used twice',
    }))
  })
}

interface Placed {
  file: string
  where: string
  at: Position
  isDeclaredOutside?: boolean
}

/** Everything lies in the city, or near it, or says that it does not. */
function checkPlacement({ boundary, places, facilities, devices }: CityFolder): Finding[] {
  const areas = areasOf(boundary.features)
  const box = boxOf(areas)
  if (!box) return []
  const nearby = growBox(box, farAwayMetres)
  const check = (item: Placed): Finding[] => {
    const { file, where, at } = item
    const tell = (level: Finding['level'], problem: string): Finding[] => [
      { level, file, where, problem },
    ]
    const fault = findPositionFault(at)
    if (fault) return tell('error', fault)
    if (!isInBox(nearby, at)) return tell('error', 'lies more than 50 km from the city')
    if (item.isDeclaredOutside || isInArea(areas, at)) return []
    return tell('warning', `lies outside the outline, at longitude ${at[0]}, latitude ${at[1]}`)
  }
  const fixed = ([file, items]: [string, readonly (Place | Facility)[]]): Placed[] =>
    items.map(({ id, lat, lon }) => ({ file, where: id, at: [lon, lat] }))
  const gauges = devices.flatMap(({ id, position, facts }): Placed[] => {
    if (!position) return []
    const isDeclaredOutside = facts?.['outside_city'] === true
    const at = [position.lon, position.lat]
    return [{ file: 'devices.json', where: id, at, isDeclaredOutside }]
  })
  const named = Object.entries({ 'places.json': places, 'facilities.json': facilities })
  return [...named.flatMap(fixed), ...gauges].flatMap(check)
}

function checkFacilities({ facilities }: CityFolder): Finding[] {
  const file = 'facilities.json'
  return facilities.flatMap(({ id: where, type, valid_for, flood_upper_floor_only }): Finding[] => {
    const isSite = type === 'evacuation_site'
    if (isSite && valid_for.length === 0) {
      return [{ level: 'error', file, where, problem: 'an evacuation site for no hazard' }]
    }
    if (!isSite && valid_for.length > 0) {
      return [{ level: 'error', file, where, problem: `${type} is no refuge from a hazard` }]
    }
    if (!flood_upper_floor_only || valid_for.includes('flood')) return []
    const problem = 'an upper floor for floods, but not valid for flood'
    return [{ level: 'error', file, where, problem }]
  })
}

/** Stops of a demand bus lie in its area, and at places that have a name. */
function checkZones({ zones, places }: CityFolder): Finding[] {
  if (!zones) return []
  const file = 'zones.geojson'
  const areas = areasOf(zones.features)
  const known = new Set(places.map(({ id }) => id))
  return zones.features.flatMap(({ id, geometry, properties }): Finding[] => {
    if (geometry.type !== 'Point') return []
    const where = String(id)
    const place = properties?.['place'] as string | undefined
    if (areas.length > 0 && !isInArea(areas, geometry.coordinates)) {
      return [{ level: 'warning', file, where, problem: 'lies outside the service area' }]
    }
    if (place === undefined || known.has(place)) return []
    return [{ level: 'warning', file, where, problem: `places.json has no ${place}` }]
  })
}
