import type { VectorTile, VectorTileFeature, VectorTileLayer } from '@mapbox/vector-tile'
import { drawnLayers } from '#domain/city/base-map/drawn-layers.ts'
import type { MapColours, Pen, TileView } from './tile-view.ts'

/** How the features of a layer look; lines are one CSS pixel wide. */
interface Look {
  layers: readonly string[]
  area?: keyof MapColours
  line?: keyof MapColours
}

/** From the bottom up. */
const looks: readonly Look[] = [
  { layers: drawnLayers.land, area: 'land' },
  { layers: drawnLayers.water, area: 'water', line: 'waterLine' },
  { layers: drawnLayers.waterway, area: 'water', line: 'waterLine' },
  { layers: drawnLayers.building, area: 'building' },
  { layers: drawnLayers.rail, line: 'boundary' },
  { layers: drawnLayers.road, line: 'road' },
  { layers: drawnLayers.boundary, line: 'boundary' },
]

const lineType = 2
const areaType = 3
/** Roads of the trunk network are twice as wide, by whichever property the schema has for it. */
const mainRoad = /highway|major|motorway|trunk|primary|国道|都道府県道|高速/
const kindProperties = ['kind', 'class', 'vt_rdctg'] as const

interface DrawOptions {
  view: TileView
  colours: MapColours
  /** Whether land is drawn below; else what lies under the tile shows through. */
  isGround: boolean
}

/** Draws a vector tile in the quiet colours of our own base map, without labels. */
export function drawVectorTile(
  pen: Pen,
  tile: VectorTile,
  { view, colours, isGround }: DrawOptions,
): void {
  if (isGround) {
    pen.fillStyle = colours.land
    pen.fillRect(0, 0, view.canvas, view.canvas)
  }
  for (const look of looks) {
    for (const name of look.layers) {
      const layer = tile.layers[name]
      if (layer) drawLayer(pen, layer, { look, view, colours })
    }
  }
}

function drawLayer(
  pen: Pen,
  layer: VectorTileLayer,
  { look, view, colours }: Omit<DrawOptions, 'isGround'> & { look: Look },
): void {
  for (let index = 0; index < layer.length; index++) {
    const feature = layer.feature(index)
    if (feature.type === areaType && look.area) {
      tracePath(pen, feature, view)
      pen.fillStyle = colours[look.area]
      pen.fill('evenodd')
    } else if (feature.type === lineType && look.line) {
      tracePath(pen, feature, view)
      pen.strokeStyle = colours[look.line]
      pen.lineWidth = widthOf(feature) * view.density
      pen.stroke()
    }
  }
}

function tracePath(pen: Pen, feature: VectorTileFeature, view: TileView) {
  const scale = view.pixels / feature.extent
  pen.beginPath()
  for (const line of feature.loadGeometry()) {
    for (const [index, { x, y }] of line.entries()) {
      const [toX, toY] = [view.left + x * scale, view.top + y * scale]
      if (index === 0) pen.moveTo(toX, toY)
      else pen.lineTo(toX, toY)
    }
  }
}

function widthOf({ properties }: VectorTileFeature): number {
  const isMain = kindProperties.some((name) => mainRoad.test(String(properties[name] ?? '')))
  return isMain ? 2 : 1
}
