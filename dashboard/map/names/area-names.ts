import { LatLng, Point, type LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { Position } from 'geojson'
import { findAreaRoom, type Ring, type Surroundings } from '../../logic/map/area-room.ts'
import type { Box } from '../../logic/map/declutter.ts'
import { textWidth } from '../../logic/map/text-width.ts'
import { textOf } from '../../state/preferences.ts'
import type { NamedArea } from '../city-layers.ts'
import { remScale } from '../rem-scale.ts'
import { nameMarker } from './name-marker.ts'

/** Font size with its wide spacing as in the style sheet, pixels at 16 px per rem. */
const fontSize = 14.5
const lineHeight = 18

export interface AreaSurroundings extends Surroundings {
  map: LeafletMap
  taken: Box[]
}

/** Prints the name of an area on what is seen of it, where there is room, and takes that room. */
export function printAreaName(
  group: LayerGroup,
  { layer, name, shape }: NamedArea,
  { map, ...around }: AreaSurroundings,
): void {
  const text = textOf(name)
  const scale = remScale()
  const size = { width: textWidth(text) * fontSize * scale, height: lineHeight * scale }
  const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  for (const rings of parts) {
    const box = findAreaRoom(
      rings.map((ring) => projectRing(map, ring)),
      size,
      around,
    )
    if (!box) continue
    around.taken.push(box)
    const middle = new Point((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    const className = `area-name is-${layer}`
    group.addLayer(nameMarker(map.unproject(middle), text, { className, pane: 'names' }))
    return
  }
}

/** Points nearer to the one before are one point to the eye, pixels. */
const apart = 2

/** In pixels of the present zoom, and only as fine as they are. */
export function projectRing(map: LeafletMap, ring: readonly Position[]): Ring {
  const points: Point[] = []
  for (const [lon = 0, lat = 0] of ring) {
    const point = map.project(new LatLng(lat, lon))
    const last = points.at(-1)
    if (!last || last.distanceTo(point) >= apart) points.push(point)
  }
  return points
}
