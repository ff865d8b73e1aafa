import { signal } from '@preact/signals'
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { GeoJSON, type Map as LeafletMap } from 'leaflet'
import type { Labels } from '#domain/words/labels.ts'
import type { CityLayer } from '#domain/wire/city.ts'
import { pendingDrawings } from '../state/idle.ts'
import { loadJson } from '../state/request.ts'

/** Layers of the city folder that could not be loaded: the map says that they are missing. */
export const missingLayers = signal<readonly CityLayer['id'][]>([])

/** An area of a layer that has a name to be printed on it. */
export interface NamedArea {
  layer: CityLayer['id']
  name: Labels
  shape: Polygon | MultiPolygon
}

/** Lakes, wide rivers and neighbours, as far as they are loaded. */
export const namedAreas = signal<readonly NamedArea[]>([])

/** Each layer has its own pane, so that the order of arrival does not decide what lies on top. */
const paneOf = (id: CityLayer['id']) => `layer-${id}`

/** Loads what else the city folder has and draws it between the ground and the outline. */
export function startLayers(map: LeafletMap, layers: readonly CityLayer[]): () => void {
  missingLayers.value = []
  namedAreas.value = []
  let isStopped = false
  const drawn: GeoJSON[] = []
  for (const { id, href } of layers) {
    map.createPane(paneOf(id)).classList.add('layer-pane', `${paneOf(id)}-pane`)
    pendingDrawings.value++
    void load(href).then((collection) => {
      pendingDrawings.value--
      if (isStopped) return undefined
      if (collection) {
        namedAreas.value = [...namedAreas.value, ...listNamedAreas(id, collection)]
        return drawn.push(drawLayer(id, collection).addTo(map))
      }
      return (missingLayers.value = [...missingLayers.value, id])
    })
  }
  return () => {
    isStopped = true
    for (const layer of drawn) layer.remove()
  }
}

/** Undefined where it does not come: the rest of the map is worth showing without it. */
function load(href: string): Promise<FeatureCollection | undefined> {
  return loadJson<FeatureCollection>(href).catch(() => undefined)
}

function listNamedAreas(layer: CityLayer['id'], { features }: FeatureCollection): NamedArea[] {
  return features.flatMap(({ geometry, properties }): NamedArea[] => {
    const { name: ja, nameEn: en = ja } = (properties ?? {}) as { name?: string; nameEn?: string }
    const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
    return isArea && ja && en ? [{ layer, name: { ja, en }, shape: geometry }] : []
  })
}

function drawLayer(id: CityLayer['id'], collection: FeatureCollection): GeoJSON {
  return new GeoJSON(collection, {
    pane: paneOf(id),
    interactive: false,
    style: (feature) => ({ className: classOf(id, feature), interactive: false }),
    filter: ({ geometry }) => !geometry.type.endsWith('Point'),
  })
}

/** What has an area is filled, what is a line is not: both may be a river. */
function classOf(id: CityLayer['id'], feature: Feature | undefined): string {
  const isArea = feature?.geometry.type.endsWith('Polygon')
  const shape = isArea ? 'is-area' : 'is-line'
  return `layer-${id} ${shape} ${feature?.properties?.['class'] === 'minor' ? 'is-minor' : ''}`
}
