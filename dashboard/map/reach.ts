import { LatLng, LatLngBounds, LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { findKind } from '../state/city.ts'
import { fleet } from '../state/fleet.ts'
import { drawMesh } from './mesh-grid.ts'

/** How far beyond the city the map may be dragged, in sizes of the city. */
const marginOfBounds = 0.8
/** Room around a device far outside, degrees to each side: a county of vehicles, not one street. */
const farRoom = 0.75

export function boundsOf([west, south, east, north]: CityResource['city']['bbox']): LatLngBounds {
  return new LatLngBounds([south, west], [north, east])
}

/** True where the home view needs room for an arrow above or below the city. */
export function hasArrowBeside(city: LatLngBounds, side: 'north' | 'south'): boolean {
  return fleet.peek().some(({ device }) => {
    const { at, kind } = device.peek()
    if (!at || !findKind(kind)?.level_field) return false
    return side === 'north' ? at[1] > city.getNorth() : at[1] < city.getSouth()
  })
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
