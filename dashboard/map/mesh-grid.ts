import { Polyline, type LayerGroup } from 'leaflet'
import type { City } from '#domain/wire/city.ts'

/** 地域メッシュ of JIS X 0410, second level: 5 minutes of latitude, 7.5 of longitude (~10 km). */
const meshLat = 5 / 60
const meshLon = 7.5 / 60
/** Meshes drawn beyond the city on each side. */
const around = 6

/** The standard mesh as faint lines below all land: scale and north where no map reaches. */
export function drawMesh(group: LayerGroup, [west, south, east, north]: City['bbox']): void {
  const firstLat = Math.floor(south / meshLat) - around
  const lastLat = Math.ceil(north / meshLat) + around
  const firstLon = Math.floor(west / meshLon) - around
  const lastLon = Math.ceil(east / meshLon) + around
  const line = (from: [number, number], to: [number, number]) =>
    group.addLayer(
      new Polyline([from, to], { pane: 'mesh', className: 'base-mesh', interactive: false }),
    )
  for (let row = firstLat; row <= lastLat; row++) {
    line([row * meshLat, firstLon * meshLon], [row * meshLat, lastLon * meshLon])
  }
  for (let column = firstLon; column <= lastLon; column++) {
    line([firstLat * meshLat, column * meshLon], [lastLat * meshLat, column * meshLon])
  }
}
