import type { Feature } from 'geojson'
import type { Facility, Place } from '#domain/wire/city.ts'

/**
 * The new places; one that was there already keeps its id, which stops refer to, its English name
 * and its rank, which somebody chose.
 */
export function mergePlaces(before: readonly Place[], now: readonly Place[]): Place[] {
  const known = new Map(before.map((place) => [place.name.ja, place]))
  return now.map((place) => {
    const old = known.get(place.name.ja)
    return old ? { ...place, id: old.id, name: old.name, rank: old.rank } : place
  })
}

/** A new list takes the place of the old one of its type; English names that were there stay. */
export function mergeFacilities(before: readonly Facility[], now: readonly Facility[]): Facility[] {
  const replaced = new Set(now.map(({ type }) => type))
  const known = new Map(before.map((facility) => [facility.id, facility.name]))
  const named = now.map((facility) => {
    const old = known.get(facility.id)
    const isUntranslated = facility.name.en === facility.name.ja
    return old?.ja === facility.name.ja && isUntranslated ? { ...facility, name: old } : facility
  })
  return [...before.filter(({ type }) => !replaced.has(type)), ...named]
}

/** What is drawn anew keeps the English name that was there: most publishers give none. */
export function keepEnglishNames<F extends Feature>(before: readonly Feature[], now: F[]): F[] {
  const known = new Map(
    before.map(({ properties }) => [properties?.['name'], properties?.['nameEn']] as const),
  )
  return now.map((feature) => {
    const { name, nameEn = known.get(name) } = feature.properties ?? {}
    return nameEn ? { ...feature, properties: { ...feature.properties, nameEn } } : feature
  })
}
