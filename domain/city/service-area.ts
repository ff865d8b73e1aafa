import type { FeatureCollection } from 'geojson'
import type { City } from '../wire/city.ts'
import { growBox, type Box } from './geometry/box.ts'

/** Buses leave the city for a hospital or a station next door; further away a position is wrong. */
const marginM = 10_000

/** Where a city's vehicles may be, and where people get on and off. */
export interface ServiceArea {
  /** The city with its surroundings; null where nothing is known. */
  box: Box | null
  /** Ids of the stops; null for a city that lists none: then no stop can be unknown. */
  stops: ReadonlySet<string> | null
}

export const nowhere: ServiceArea = { box: null, stops: null }

/** Box and stops of a city folder; stops are the points of `zones.geojson` with type `drt_stop`. */
export function createServiceArea({
  city,
  zones,
}: {
  city: Pick<City, 'bbox'>
  zones: FeatureCollection | null
}): ServiceArea {
  const stops = (zones?.features ?? []).filter(
    ({ geometry, properties }) => geometry.type === 'Point' && properties?.['type'] === 'drt_stop',
  )
  return {
    box: growBox(city.bbox, marginM),
    stops: stops.length > 0 ? new Set(stops.map(({ id }) => String(id))) : null,
  }
}
