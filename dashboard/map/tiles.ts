import { TileLayer, type Map as LeafletMap } from 'leaflet'
import { areTilesShown } from './base-map.ts'

/** 淡色地図 of GSI: quiet under data. Zooms 5 to 18. */
const tileAddress = 'https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png'

/** So many failures within so long, and the outside map is given up … */
const failuresMax = 3
const failureWindowMs = 10_000
/** … and asked again after this long. */
const retryAfterMs = 60_000

/**
 * Rung 3 of the base map. Drops back to the city folder's map by itself when tiles fail, and comes
 * back by itself; centre, zoom and choice stay. Where not allowed, no other host is ever asked.
 */
export function startTiles(map: LeafletMap, allowed: boolean): () => void {
  areTilesShown.value = false
  if (!allowed) return () => undefined
  const tiles = new TileLayer(tileAddress, { minZoom: 9, maxZoom: 18, className: 'gsi-tiles' })
  let failures: number[] = []
  let timer = 0

  const show = (isShown: boolean) => {
    areTilesShown.value = isShown
    map.getContainer().classList.toggle('has-tiles', isShown)
  }
  const giveUp = () => {
    tiles.remove()
    failures = []
    show(false)
    timer = window.setTimeout(() => tiles.addTo(map), retryAfterMs)
  }
  tiles.on('tileload', () => show(true))
  tiles.on('tileerror', () => {
    const now = performance.now()
    failures = [...failures.filter((at) => now - at < failureWindowMs), now]
    if (failures.length >= failuresMax) giveUp()
  })
  tiles.addTo(map)
  return () => {
    window.clearTimeout(timer)
    tiles.remove()
    show(false)
  }
}
