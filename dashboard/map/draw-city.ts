import type { Feature, FeatureCollection } from 'geojson'
import { CircleMarker, GeoJSON, LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/resources.ts'
import { drawMesh } from './mesh-grid.ts'

/** Radius of the dots for stops and evacuation sites, pixels. */
const stopRadius = 2
const siteRadius = 3.5

/**
 * Rung 1 of the base map: everything the city folder holds, drawn as SVG whose colours come from
 * the style sheet, so that both themes and forced colours need no redrawing. Never a guessed shore.
 */
export function drawCity(map: LeafletMap, resource: CityResource): () => void {
  map.createPane('base').classList.add('base-pane')
  const layers: readonly [FeatureCollection | null, string][] = [
    [resource.neighbours, 'base-neighbour'],
    [resource.boundary, 'base-city'],
    [resource.water, 'base-water'],
    [resource.roads, 'base-road'],
    [resource.boundary, 'base-boundary'],
    [resource.zones, 'base-zone'],
  ]
  const group = new LayerGroup()
  drawMesh(group, resource.city.bbox)
  for (const [collection, className] of layers) {
    if (collection) group.addLayer(draw(collection, className))
  }
  for (const { lat, lon } of resource.facilities) {
    group.addLayer(dot([lat, lon], siteRadius, 'base-site'))
  }
  group.addTo(map)
  return () => void group.remove()
}

function draw(collection: FeatureCollection, className: string): GeoJSON {
  // Leaflet applies the style to points too, so the class of a stop is decided there as well.
  const classOf = (feature: Feature | undefined) =>
    feature?.geometry.type === 'Point' ? 'base-stop' : className
  return new GeoJSON(collection, {
    pane: 'base',
    interactive: false,
    style: (feature) => ({ className: classOf(feature), interactive: false }),
    pointToLayer: (feature, at) => dot([at.lat, at.lng], stopRadius, classOf(feature)),
  })
}

function dot(at: [number, number], radius: number, className: string): CircleMarker {
  return new CircleMarker(at, { pane: 'base', radius, className, interactive: false })
}
