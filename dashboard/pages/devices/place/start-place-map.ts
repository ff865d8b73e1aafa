import { Control, DivIcon, LatLng, Map as LeafletMap, Marker } from 'leaflet'
import type { CityResource } from '#domain/wire/city.ts'
import { drawCity } from '../../../map/draw-city.ts'
import { prefersLessMotion } from '../../../map/motion.ts'
import { startNames } from '../../../map/names/start-names.ts'
import { boundsOf } from '../../../map/reach.ts'
import { startTileFile } from '../../../map/tile-file/start-tile-file.ts'
import { startTiles } from '../../../map/tiles.ts'
import { words } from '../../../state/preferences.ts'

export interface Position {
  lat: number
  lon: number
}

export interface PlaceMapView {
  /** Moves the mark there, and the map where it would be out of sight. */
  show(position: Position | null): void
  close(): void
}

interface Options {
  position: Position | null
  label: string
  /** Somebody moved the mark. */
  move(position: Position): void
}

/** As when a device is chosen on the city's map: its surroundings can be made out. */
const placeZoom = 13
/** Pixels that an arrow key moves the mark, and with Shift. */
const stepPx = 2
const leapPx = 20

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

/** A map on which one place is set. */
export function startPlaceMap(
  holder: HTMLElement,
  resource: CityResource,
  { position, label, move }: Options,
): PlaceMapView {
  const calm = prefersLessMotion()
  const map = new LeafletMap(holder, {
    attributionControl: false,
    zoomControl: false,
    minZoom: 8,
    maxZoom: 18,
    zoomAnimation: !calm,
    fadeAnimation: !calm,
    inertia: !calm,
    // A page that scrolls must not zoom by chance.
    scrollWheelZoom: false,
  })
  const bounds = boundsOf(resource.city.bbox)
  const { zoomIn: zoomInTitle, zoomOut: zoomOutTitle } = words.peek().map
  new Control.Zoom({ zoomInTitle, zoomOutTitle }).addTo(map)
  if (position) map.setView([position.lat, position.lon], placeZoom)
  else map.fitBounds(bounds)
  const mark = createMark(label, position ? toLatLng(position) : bounds.getCenter())
  const tell = () => {
    const { lat, lng } = mark.getLatLng().wrap()
    move({ lat, lon: lng })
  }
  const put = (at: LatLng) => {
    mark.setLatLng(at).addTo(map)
    tell()
  }
  mark.on('dragend', tell)
  mark.on('add', () => followKeys(map, mark, put))
  if (position) mark.addTo(map)
  map.on('click', ({ latlng }) => put(latlng))
  const stops = [
    drawCity(map, resource),
    startNames(map, resource),
    startTiles(map, resource.online_tiles),
    startTileFile(map, resource),
  ]
  return {
    show(next) {
      if (!next) {
        mark.remove()
        return
      }
      const at = toLatLng(next)
      mark.setLatLng(at).addTo(map)
      if (!map.getBounds().contains(at)) map.setView(at, Math.max(map.getZoom(), placeZoom))
    },
    close() {
      for (const stop of stops.toReversed()) stop()
      map.remove()
    },
  }
}

const toLatLng = ({ lat, lon }: Position) => new LatLng(lat, lon)

function createMark(label: string, at: LatLng): Marker {
  return new Marker(at, {
    draggable: true,
    keyboard: true,
    title: label,
    alt: label,
    icon: new DivIcon({ className: 'place-mark', iconSize: [32, 32], html: '<span></span>' }),
  })
}

/** The focused mark walks with the arrow keys; the map would move otherwise. */
function followKeys(map: LeafletMap, mark: Marker, put: (at: LatLng) => void): void {
  const element = mark.getElement()
  element?.setAttribute('aria-label', mark.options.alt ?? '')
  element?.addEventListener('keydown', (event) => {
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    const size = event.shiftKey ? leapPx : stepPx
    const { x, y } = map.latLngToContainerPoint(mark.getLatLng())
    put(map.containerPointToLatLng([x + step[0] * size, y + step[1] * size]))
  })
}
