import { effect } from '@preact/signals'
import { Control, LatLng, type LatLngBounds, Map as LeafletMap } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { select, selectedId } from '../state/address.ts'
import { findEntry } from '../state/fleet.ts'
import { drawCity } from './draw-city.ts'
import { arrowRoom } from './arrows/find-arrows.ts'
import { markSize } from './marks/map-mark.tsx'
import { startMarks, type MapControl } from './marks/marks-layer.tsx'
import { prefersLessMotion } from './motion.ts'
import { startNames } from './names/start-names.ts'
import { boundsOf, hasArrowBeside, keepNear } from './reach.ts'
import { remScale } from './rem-scale.ts'
import { startSites } from './sites/draw-sites.tsx'
import { startTileFile } from './tile-file/start-tile-file.ts'
import { startTiles } from './tiles.ts'
import { startVehicles } from './vehicles/start-vehicles.ts'

export interface CityMapView {
  zoomBy(steps: number): void
  showCity(): void
  /** Chooses a device and goes there, though it may be chosen already and the map have left it. */
  goTo(deviceId: string): void
  /** What lies on the map has changed its size. */
  controlsMoved(): void
  close(): void
}

interface MapSurroundings {
  /** On the wall nobody touches the map. */
  quiet: boolean
  /** Where the scale is shown: below the map, so that it covers nothing. */
  scaleHolder: HTMLElement
  listControls: () => MapControl[]
}

/** Nearest zoom to go to when a device is chosen: its surroundings become readable. */
const chosenZoom = 13
/** Air around the city when all of it is shown, so that a mark at its edge is whole. */
const edgePx = () => (markSize / 2) * remScale() + 4

/** The empty map. On the wall (`quiet`) it does not answer to hands. */
function createMap(holder: HTMLElement, quiet: boolean): LeafletMap {
  const calm = prefersLessMotion()
  return new LeafletMap(holder, {
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
}

/** Draws the city into `holder` and follows the signals of the page until closed. */
export function startMap(
  holder: HTMLElement,
  resource: CityResource,
  { quiet, scaleHolder, listControls }: MapSurroundings,
): CityMapView {
  const bounds = boundsOf(resource.city.bbox)
  const map = createMap(holder, quiet)
  const stay = keepNear(map, bounds)
  const showCity = () => {
    stay.nearCity()
    const edge = edgePx()
    const roomAt = (side: 'north' | 'south') => (hasArrowBeside(bounds, side) ? arrowRoom() : 0)
    map.fitBounds(bounds, {
      paddingTopLeft: [edge, edge + roomAt('north')],
      paddingBottomRight: [edge, edge + roomAt('south')],
      animate: !prefersLessMotion(),
    })
  }
  showCity()
  const scale = new Control.Scale({ imperial: false }).addTo(map)
  scaleHolder.replaceChildren(scale.getContainer() ?? '')

  const goToChosen = createGoToChosen(map, bounds, stay.goNear)
  const marks = startMarks(map, { city: bounds, listControls })
  const parts = [
    drawCity(map, resource),
    startSites(map, resource.facilities),
    startNames(map, resource),
    startTiles(map, resource.online_tiles),
    startTileFile(map, resource),
    startVehicles(map),
    marks.close,
    effect(goToChosen),
    followSize(map, { showCity, goToChosen, always: quiet }),
  ]
  return {
    zoomBy: (steps) => void map.setZoom(map.getZoom() + steps),
    showCity,
    goTo(deviceId) {
      if (selectedId.peek() === deviceId) goToChosen()
      else select(deviceId)
    },
    controlsMoved: marks.redraw,
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
