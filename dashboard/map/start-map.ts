import { effect } from '@preact/signals'
import { Control, LatLng, LatLngBounds, LayerGroup, Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/resources.ts'
import { selectedId } from '../state/address.ts'
import { findEntry } from '../state/fleet.ts'
import { drawCity } from './draw-city.ts'
import { drawMesh } from './mesh-grid.ts'
import { startMarks } from './marks-layer.tsx'
import { prefersLessMotion } from './motion.ts'
import { startPlaceNames } from './place-names.ts'
import { startTileFile } from './tile-file/start-tile-file.ts'
import { startTiles } from './tiles.ts'
import { startVehicles } from './vehicles/start-vehicles.ts'

export interface CityMapView {
  zoomBy(steps: number): void
  showCity(): void
  close(): void
}

/** Nearest zoom to go to when a device is chosen: its surroundings become readable. */
const chosenZoom = 13
/** Air around the city when all of it is shown. */
const edgePx = 12
/** How far beyond the city the map may be dragged, in sizes of the city. */
const marginOfBounds = 0.8
/** Room around a device far outside, degrees to each side: a county of vehicles, not one street. */
const farRoom = 0.75

function boundsOf([west, south, east, north]: CityResource['city']['bbox']): LatLngBounds {
  return new LatLngBounds([south, west], [north, east])
}

/** Draws the city into `holder` and follows the signals of the page until closed. */
export function startMap(
  holder: HTMLElement,
  resource: CityResource,
  { quiet, footHeight }: { quiet: boolean; footHeight: () => number },
): CityMapView {
  const bounds = boundsOf(resource.city.bbox)
  const calm = prefersLessMotion()
  const map = new LeafletMap(holder, {
    attributionControl: false,
    zoomControl: false,
    keyboard: !quiet,
    dragging: !quiet,
    scrollWheelZoom: !quiet,
    doubleClickZoom: !quiet,
    // Nobody zooms a wall by steps: the city fills it exactly.
    zoomSnap: quiet ? 0 : 0.25,
    minZoom: 9,
    maxZoom: 18,
    maxBoundsViscosity: 0.8,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
  })
  const stay = keepNear(map, bounds)
  const showCity = () => {
    stay.nearCity()
    map.fitBounds(bounds, {
      paddingTopLeft: [edgePx, edgePx],
      // The credits lie over the map's foot and must not cover the city.
      paddingBottomRight: [edgePx, edgePx + footHeight()],
      animate: !prefersLessMotion(),
    })
  }
  showCity()
  new Control.Scale({ imperial: false, position: 'bottomleft' }).addTo(map)

  const parts = [
    drawCity(map, resource),
    startPlaceNames(map, resource.places),
    startTiles(map, resource.online_tiles),
    startTileFile(map, resource),
    startVehicles(map),
    startMarks(map),
    followSelection(map, bounds, stay.goNear),
    followSize(map, { showCity, always: quiet }),
  ]
  return {
    zoomBy: (steps) => void map.setZoom(map.getZoom() + steps),
    showCity,
    close() {
      for (const stop of parts.toReversed()) stop()
      map.remove()
    },
  }
}

/**
 * Keeps the map from being lost at sea. A device far outside, as in a recording of another city,
 * opens room around itself, with a mesh that tells scale and movement on the empty sheet. `goNear`
 * says whether the city stays in reach.
 */
function keepNear(map: LeafletMap, city: LatLngBounds) {
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

/**
 * Flies to a device when it is chosen, wherever it was chosen; the focus stays where it is. One
 * just outside the city is shown together with it: alone it would stand on an empty sheet.
 */
function followSelection(
  map: LeafletMap,
  city: LatLngBounds,
  goNear: (at: LatLng) => boolean,
): () => void {
  return effect(() => {
    const at = selectedId.value === null ? null : findEntry(selectedId.value)?.device.peek().at
    if (!at) return
    const place = new LatLng(at[1], at[0])
    const flight = { animate: !prefersLessMotion(), duration: 0.6 }
    const isNeighbour = goNear(place) && !city.contains(place)
    // `pad` copies: `extend` alone would grow the city itself.
    if (isNeighbour) map.flyToBounds(city.pad(0).extend(place), { ...flight, padding: [48, 48] })
    else map.flyTo(place, Math.max(map.getZoom(), chosenZoom), flight)
  })
}

/**
 * A hidden map has no size; once it gets one, the city fills it. `always`: on the wall nobody can
 * move the map back when a banner takes some of its height.
 */
function followSize(
  map: LeafletMap,
  { showCity, always }: { showCity: () => void; always: boolean },
): () => void {
  let wasEmpty = map.getSize().x === 0
  const observer = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    const isEmpty = map.getSize().x === 0
    if (!isEmpty && (wasEmpty || always)) showCity()
    wasEmpty = isEmpty
  })
  observer.observe(map.getContainer())
  return () => observer.disconnect()
}
