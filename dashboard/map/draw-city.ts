import type { Feature, FeatureCollection } from 'geojson'
import { CircleMarker, GeoJSON, LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { startLayers } from './city-layers.ts'
import { drawMesh } from './mesh-grid.ts'
import { isSite } from './sites/site-look.ts'

/** Radius of the dots for stops and of the rings for other facilities, pixels. */
const stopRadius = 2
const facilityRadius = 3.5

/**
 * Rung 1 of the base map: everything the city folder holds, drawn as SVG whose colours come from
 * the style sheet, so that both themes and forced colours need no redrawing. Never a guessed shore.
 */
export function drawCity(map: LeafletMap, resource: CityResource): () => void {
  map.createPane('mesh').classList.add('mesh-pane')
  map.createPane('ground').classList.add('ground-pane')
  map.createPane('base').classList.add('base-pane')
  const group = new LayerGroup()
  group.addLayer(draw(resource.boundary, { pane: 'ground', className: 'base-city' }))
  drawMesh(group, resource.city.bbox)
  // A zone along the outline is a band beside it, not a second line across it.
  if (resource.zones) {
    group.addLayer(draw(resource.zones, { pane: 'base', className: 'base-zone' }))
  }
  group.addLayer(draw(resource.boundary, { pane: 'base', className: 'base-boundary' }))
  for (const facility of resource.facilities) {
    if (isSite(facility)) continue
    group.addLayer(dot([facility.lat, facility.lon], facilityRadius, 'base-facility'))
  }
  group.addTo(map)
  const stopLayers = startLayers(map, resource.layers)
  return () => {
    stopLayers()
    group.remove()
  }
}

function draw(
  collection: FeatureCollection,
  { pane, className }: { pane: string; className: string },
): GeoJSON {
  // Leaflet applies the style to points too, so the class of a stop is decided there as well.
  const classOf = (feature: Feature | undefined) =>
    feature?.geometry.type === 'Point' ? 'base-stop' : className
  return new GeoJSON(collection, {
    pane,
    interactive: false,
    style: (feature) => ({ className: classOf(feature), interactive: false }),
    pointToLayer: (feature, at) => dot([at.lat, at.lng], stopRadius, classOf(feature)),
  })
}

function dot(at: [number, number], radius: number, className: string): CircleMarker {
  return new CircleMarker(at, { pane: 'base', radius, className, interactive: false })
}
