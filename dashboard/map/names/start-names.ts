import { effect } from '@preact/signals'
import type { Position } from 'geojson'
import { LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import type { Box } from '../../logic/map/declutter.ts'
import { textOf } from '../../state/preferences.ts'
import { namedAreas } from '../city-layers.ts'
import { frameOf } from '../frame-of.ts'
import { markBoxes } from '../marks/marks-layer.tsx'
import { remScale } from '../rem-scale.ts'
import { listSiteNames } from '../sites/site-names.ts'
import { printAreaName, projectRing } from './area-names.ts'
import {
  placeShifts,
  printPointName,
  sizeOfRank,
  zoomOfRank,
  type PointName,
} from './point-name.ts'

/** A name keeps so far from the edge of the map, pixels. */
const edge = 8

/**
 * Prints names where neither a mark nor a greater name is in the way: waters first, which have room
 * of their own, then places by rank, evacuation sites, and the neighbours around.
 */
export function startNames(map: LeafletMap, resource: CityResource): () => void {
  map.createPane('names').classList.add('names-pane')
  map.createPane('site-names').classList.add('site-names-pane')
  map.createPane('asked-names').classList.add('asked-names-pane')
  const group = new LayerGroup().addTo(map)
  const stop = effect(() => {
    const taken: Box[] = [...markBoxes.value]
    const { left, top, right, bottom } = frameOf(map)
    const inner = { left: left + edge, top: top + edge, right: right - edge, bottom: bottom - edge }
    const lines = outlineOf(resource).map((ring) => projectRing(map, ring))
    const room = { map, frame: inner, taken, lines }
    // Twice the size leaves room for half as many names: as if one zoom farther out.
    const zoom = map.getZoom() - Math.log2(remScale())
    group.clearLayers()
    const [neighbours, waters] = partAreas()
    for (const area of waters) printAreaName(group, area, room)
    const names = [...listPlaceNames(resource, zoom), ...listSiteNames(resource, zoom)]
    for (const name of names) printPointName(group, name, room)
    for (const area of neighbours) printAreaName(group, area, room)
  })
  return () => {
    stop()
    group.remove()
  }
}

/** The rings of the city's outline, which runs across the lake. */
function outlineOf({ boundary }: CityResource): Position[][] {
  return boundary.features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
  })
}

function partAreas() {
  const areas = namedAreas.value
  const isNeighbour = ({ layer }: { layer: string }) => layer === 'neighbours'
  return [areas.filter(isNeighbour), areas.filter((area) => !isNeighbour(area))] as const
}

function listPlaceNames({ places }: CityResource, zoom: number): PointName[] {
  return places
    .filter(({ rank }) => zoom >= zoomOfRank[rank])
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ lat, lon, rank, name }) => ({
      lat,
      lon,
      text: textOf(name),
      fontSize: sizeOfRank[rank] * remScale(),
      className: `place-name place-rank-${rank}`,
      pane: 'names',
      shifts: placeShifts,
    }))
}
