import type { Place } from '#domain/wire/city.ts'
import type { Finding } from '#domain/city/folder/finding.ts'
import { findPositionFault } from '#domain/city/geometry/find-position-fault.ts'
import { isInArea, type Area } from '#domain/city/geometry/is-in-area.ts'
import { rankBySpread } from '#domain/city/geometry/rank-by-spread.ts'

/** A town as Geolonia 住所データ writes it. */
interface Town {
  town: string
  koaza?: string
  lat: number
  lng: number
}

/** True for a list of towns. */
export function isTownList(value: unknown): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.some((item) => typeof item === 'object' && item !== null && 'town' in item)
  )
}

/** Reads town names; those outside the outline belong to somebody else. */
export function readPlaces(
  file: string,
  list: readonly unknown[],
  areas: readonly Area[],
): { places: Place[]; outside: number; findings: Finding[] } {
  const findings: Finding[] = []
  const towns = new Map<string, { lat: number; lon: number }>()
  for (const [index, item] of list.entries()) {
    const { town, koaza = '', lat, lng } = item as Partial<Town>
    const where = `entry ${index + 1}${town ? ` (${town})` : ''}`
    const fault = town ? findPositionFault([lng ?? NaN, lat ?? NaN]) : 'has no town'
    if (fault) findings.push({ level: 'error', file, where, problem: fault })
    else towns.set(`${town}${koaza}`, { lat: lat ?? 0, lon: lng ?? 0 })
  }
  const inside = [...towns].filter(([, { lat, lon }]) => isInArea(areas, [lon, lat]))
  const named = inside.map(([name, at], index) => ({
    id: `town-${String(index + 1).padStart(3, '0')}`,
    name: { ja: name, en: name },
    ...at,
  }))
  return { places: rankBySpread(named), outside: towns.size - inside.length, findings }
}
