import type { Map as LeafletMap } from 'leaflet'
import type { Box } from '../logic/map/declutter.ts'

/** What of the map is seen, in pixels of the present zoom. */
export function frameOf(map: LeafletMap): Box {
  const { x, y } = map.getPixelOrigin().subtract(map.layerPointToContainerPoint([0, 0]))
  const size = map.getSize()
  return { left: x, top: y, right: x + size.x, bottom: y + size.y }
}
