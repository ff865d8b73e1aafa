import { effect } from '@preact/signals'
import { Control, LatLng, type LatLngBounds, Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { selectedId } from '../state/address.ts'
import { findEntry } from '../state/fleet.ts'
import { drawCity } from './draw-city.ts'
import { markSize } from './map-mark.tsx'
import { startMarks } from './marks-layer.tsx'
import { prefersLessMotion } from './motion.ts'
import { startPlaceNames } from './place-names.ts'
import { boundsOf, homeOf, keepNear } from './reach.ts'
import { remScale } from './rem-scale.ts'
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
/** Air around the city when all of it is shown, so that a mark at its edge is whole. */
const edgePx = () => (markSize / 2) * remScale() + 4

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
    const edge = edgePx()
    map.fitBounds(homeOf(bounds), {
      paddingTopLeft: [edge, edge],
      // The credits lie over the map's foot and must not cover the city.
      paddingBottomRight: [edge, edge + footHeight()],
      animate: !prefersLessMotion(),
    })
  }
  showCity()
  new Control.Scale({ imperial: false, position: 'bottomleft' }).addTo(map)

  const goToChosen = createGoToChosen(map, bounds, stay.goNear)
  const parts = [
    drawCity(map, resource),
    startPlaceNames(map, resource.places),
    startTiles(map, resource.online_tiles),
    startTileFile(map, resource),
    startVehicles(map),
    startMarks(map),
    effect(goToChosen),
    followSize(map, { showCity, goToChosen, always: quiet }),
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
 * Flies to the chosen device, wherever it was chosen; the focus stays where it is. One just outside
 * the city is shown together with it: alone it would stand on an empty sheet.
 */
function createGoToChosen(
  map: LeafletMap,
  city: LatLngBounds,
  goNear: (at: LatLng) => boolean,
): () => void {
  return () => {
    const at = selectedId.value === null ? null : findEntry(selectedId.value)?.device.peek().at
    // On a narrow screen the map is hidden behind the list: there is nowhere to fly to.
    if (!at || isHidden(map)) return
    const place = new LatLng(at[1], at[0])
    const flight = { animate: !prefersLessMotion(), duration: 0.6 }
    const isNeighbour = goNear(place) && !city.contains(place)
    if (isNeighbour) map.flyToBounds(city.pad(0).extend(place), { ...flight, padding: [48, 48] })
    else map.flyTo(place, Math.max(map.getZoom(), chosenZoom), flight)
  }
}

const isHidden = (map: LeafletMap): boolean => map.getSize().x === 0

/**
 * A hidden map has no size; once it gets one, the city fills it, or what was chosen. `always`: on
 * the wall nobody can move the map back when a banner takes some of its height.
 */
function followSize(
  map: LeafletMap,
  show: { showCity: () => void; goToChosen: () => void; always: boolean },
): () => void {
  let wasHidden = isHidden(map)
  const observer = new ResizeObserver(() => {
    map.invalidateSize({ animate: false })
    if (!isHidden(map) && (wasHidden || show.always)) show.showCity()
    if (!isHidden(map) && wasHidden) show.goToChosen()
    wasHidden = isHidden(map)
  })
  observer.observe(map.getContainer())
  return () => observer.disconnect()
}
