import { LayerGroup, type Map as LeafletMap } from 'leaflet'
import type { Place } from '#domain/wire/city.ts'
import { isInside, overlaps, type Box } from '../../logic/map/declutter.ts'
import { textWidth } from '../../logic/map/text-width.ts'
import { nameMarker } from './name-marker.ts'

/** A name that belongs to a point. */
export interface PointName {
  lat: number
  lon: number
  text: string
  /** Font size with its spacing, pixels, as in the style sheet. */
  fontSize: number
  className: string
  pane: string
  /** Where it may stand, in its own heights below the point; the first that is free. */
  shifts: readonly number[]
  /** True where somebody asked for it: it is printed over whatever is in the way. */
  isAsked?: boolean
}

/** On the place, above, below; farther off it is wrong. */
export const placeShifts = [0, -1.1, 1.1] as const

/** Zoom from which names of a rank show: more would hide the marks. */
export const zoomOfRank: Readonly<Record<Place['rank'], number>> = { 1: 10, 2: 11, 3: 12.5 }
/** Font sizes of the ranks, pixels at 16 px per rem. */
export const sizeOfRank: Readonly<Record<Place['rank'], number>> = { 1: 18, 2: 13.5, 3: 13.5 }

/** Prints a name where nothing is in the way and no edge cuts it, and takes its room. */
export function printPointName(
  group: LayerGroup,
  name: PointName,
  { map, frame, taken }: { map: LeafletMap; frame: Box; taken: Box[] },
): void {
  const box = boxOf(map, name)
  const places = name.shifts.map((heights) => {
    const shift = heights * (box.bottom - box.top)
    return { shift, box: { ...box, top: box.top + shift, bottom: box.bottom + shift } }
  })
  const isFree = (place: Box) =>
    isInside(frame, place) && !taken.some((other) => overlaps(place, other))
  const free = places.find((place) => isFree(place.box)) ?? (name.isAsked ? places[0] : undefined)
  if (!free) return
  taken.push(free.box)
  const { lat, lon, text, className, pane } = name
  group.addLayer(nameMarker([lat, lon], text, { className, pane, shift: free.shift }))
}

function boxOf(map: LeafletMap, { lat, lon, text, fontSize }: PointName): Box {
  const { x, y } = map.project([lat, lon])
  const half = (textWidth(text) * fontSize) / 2
  return { left: x - half, right: x + half, top: y - fontSize * 0.7, bottom: y + fontSize * 0.7 }
}
