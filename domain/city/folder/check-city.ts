import { boxOf, isBoxInside, growBox } from '../geometry/box.ts'
import { areasOf, isInArea } from '../geometry/is-in-area.ts'
import { addCheckDigit } from './code.ts'
import type { Finding } from './finding.ts'
import type { CityFolder } from './city-folder.ts'

/** A box may be rounded to three decimals against its outline, metres. */
const roundingMetres = 150

/** Whether `city.json` says the same as its own outline and calendar. */
export function checkCity({ city, boundary }: CityFolder): Finding[] {
  const tell = (level: Finding['level'], where: string, problem: string): Finding => ({
    level,
    file: 'city.json',
    where,
    problem,
  })
  const areas = areasOf(boundary.features)
  const outline = boxOf(areas)
  if (!outline) {
    return [{ level: 'error', file: 'boundary.geojson', problem: 'has no area: no outline' }]
  }
  const findings: Finding[] = []
  const expected = addCheckDigit(city.code)
  if (expected !== city.code_with_check_digit) {
    const words = expected ? `must be ${expected}` : `${city.code} is no code of a municipality`
    findings.push(tell('error', 'code_with_check_digit', words))
  }
  const [west, south, east, north] = city.bbox
  if (west >= east || south >= north) {
    findings.push(tell('error', 'bbox', 'must be west, south, east, north'))
  } else if (!isBoxInside(outline, growBox(city.bbox, roundingMetres))) {
    findings.push(tell('warning', 'bbox', 'does not hold the whole outline'))
  }
  if (!isInArea(areas, [city.centre.lon, city.centre.lat])) {
    findings.push(tell('warning', 'centre', 'lies outside the outline'))
  }
  if (!isTimeZone(city.time_zone)) {
    findings.push(tell('error', 'time_zone', `${city.time_zone} is no time zone; Asia/Tokyo is`))
  }
  if (city.credits.length === 0) {
    findings.push(tell('error', 'credits', 'nobody is credited; name where the data came from'))
  }
  return findings
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('ja', { timeZone: name }))
  } catch {
    return false
  }
}
