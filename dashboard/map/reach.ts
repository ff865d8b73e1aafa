import { LatLng, LatLngBounds, LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { fleet } from '../state/fleet.ts'
import { drawMesh } from './mesh-grid.ts'

/** How far beyond the city the map may be dragged, in sizes of the city. */
const marginOfBounds = 0.8
/** A gauge so far outside still belongs to the view of the whole city, in sizes of the city. */
const marginOfHome = 0.5
/** Room around a device far outside, degrees to each side: a county of vehicles, not one street. */
const farRoom = 0.75

export function boundsOf([west, south, east, north]: CityResource['city']['bbox']): LatLngBounds {
  return new LatLngBounds([south, west], [north, east])
}

/** The city with the gauges around it that warn it: an alarm must not lie beyond the edge. */
export function homeOf(city: LatLngBounds): LatLngBounds {
  const limits = city.pad(marginOfHome)
  // `pad` copies: `extend` alone would grow the city itself.
  const home = city.pad(0)
  for (const { device } of fleet.peek()) {
    const { at, thresholds } = device.peek()
    if (!at || !thresholds) continue
    const place = new LatLng(at[1], at[0])
    if (limits.contains(place)) home.extend(place)
  }
  return home
}

/**
 * Keeps the map from being lost at sea. A device far outside, as in a recording of another city,
 * opens room around itself, with a mesh that tells scale and movement on the empty sheet. `goNear`
 * says whether the city stays in reach.
 */
export function keepNear(map: LeafletMap, city: LatLngBounds) {
  const limits = city.pad(marginOfBounds)
  const farMesh = new LayerGroup().addTo(map)
  const goFar = ({ lat, lng }: LatLng) => {
    const box = [lng - farRoom, lat - farRoom, lng + farRoom, lat + farRoom] as const
    farMesh.clearLayers()
    drawMesh(farMesh, box)
    map.setMaxBounds(boundsOf(box))
  }
  return {
    nearCity: () => void map.setMaxBounds(limits),
    goNear(at: LatLng): boolean {
      const isInReach = limits.contains(at)
      if (isInReach) map.setMaxBounds(limits)
      else goFar(at)
      return isInReach
    },
  }
}
