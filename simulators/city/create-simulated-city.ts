import type { FeatureCollection, Point } from 'geojson'
import type { CityFolder } from '#domain/city/folder/city-folder.ts'
import { stopRoles } from '../transit/requests.ts'
import type { TransitStop } from '../transit/network.ts'
import type { SimulatedCity } from './simulated-city.ts'

/** A city without a demand bus has no zones: its vehicles, if any, stay where they are. */
function stopsOf(zones: FeatureCollection | null): TransitStop[] {
  return (zones?.features ?? [])
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

/** What the simulation needs of a city folder. */
export function createSimulatedCity({ city, places, zones, devices }: CityFolder): SimulatedCity {
  return {
    id: city.id,
    timeZone: city.time_zone,
    centre: city.centre,
    places: places.map(({ id, lat, lon }) => ({ id, lat, lon })),
    stops: stopsOf(zones),
    devices,
  }
}
