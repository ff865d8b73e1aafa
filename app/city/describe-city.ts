import type { LayerName } from '#domain/city/city.ts'
import type { CityLayer, CityResource } from '#domain/wire/city.ts'
import type { LoadedCity } from './load-city.ts'

/** Where the API serves a layer. */
const hrefOf = (layer: LayerName) => `/v1/city/layers/${layer}`

/** What the pages get to know of the city: its folder, and how this server runs. */
export function describeCity(
  { folder, layers }: LoadedCity,
  server: Pick<CityResource, 'base_map' | 'demo' | 'version' | 'online_tiles'>,
): CityResource {
  const { city, boundary, zones, places, facilities } = folder
  const listed = [...layers].map(([id, { length: bytes }]): CityLayer => ({
    id,
    href: hrefOf(id),
    bytes,
  }))
  return { city, boundary, layers: listed, zones, places, facilities, ...server }
}
