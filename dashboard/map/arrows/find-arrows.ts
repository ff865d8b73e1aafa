import { signal } from '@preact/signals'
import type { LatLngBounds, Map as LeafletMap } from 'leaflet'
import type { CityDevice } from '../../logic/device/city-device.ts'
import type { Standing } from '../../logic/device/standing.ts'
import { placeArrows, type ArrowWish, type PlacedArrow } from '../../logic/map/edge-arrows.ts'
import type { Box } from '../../logic/map/declutter.ts'
import { textWidth } from '../../logic/map/text-width.ts'
import { findKind } from '../../state/city.ts'
import type { FleetEntry } from '../../state/fleet.ts'
import type { Row } from '../../state/visible-rows.ts'
import { mapFigure, mapName } from '../marks/labels.ts'
import { markSize } from '../marks/map-mark.tsx'
import { remScale } from '../rem-scale.ts'

/** Arrows at once: more would wall the map in, and the list has every gauge. */
const arrowsMax = 6
/** Air between an arrow and the edge or another thing on the map, pixels. */
const gapPx = 6
/** Sizes in CSS pixels at 16 px per rem, as in the style sheet. */
const fontSize = 13
const height = 32
/** Pointer, mark and the air around them. */
const widthWithoutText = 16 + 22 + 26

export interface EdgeArrow extends PlacedArrow {
  entry: FleetEntry
}

/** The arrows on the edge of the map now, by boxes in pixels of its container. */
export const edgeArrows = signal<readonly EdgeArrow[]>([])

/** Height of an arrow with the air around it, pixels: so much the edge of the map gives to them. */
export const arrowRoom = (): number => height * remScale() + 2 * gapPx

/** The words of an arrow: name, and figure where there is one of the present. */
export function arrowText(device: CityDevice, standing: Standing): string {
  return `${mapName(device)} ${mapFigure(device, standing)}`.trim()
}

/**
 * Finds arrows for what the map does not show and an officer must not miss: a device with levels
 * outside the city, wherever the map is, and one that is raised, wherever it stands. `rows` are in
 * order of importance, `controls` what lies on the map.
 */
export function findArrows(
  map: LeafletMap,
  rows: readonly Row[],
  { city, controls }: { city: LatLngBounds; controls: readonly Box[] },
): EdgeArrow[] {
  const size = map.getSize()
  const frame = { left: gapPx, top: gapPx, right: size.x - gapPx, bottom: size.y - gapPx }
  // A mark that the edge would cut says less than an arrow.
  const shown = grow(frame, (-markSize * remScale()) / 2)
  const entries = new Map<string, FleetEntry>()
  const wishes = rows.flatMap((row): ArrowWish[] => {
    const wish = wishOf(map, row, city)
    if (!wish || isInFrame(shown, wish)) return []
    entries.set(row.id, row.entry)
    return [wish]
  })
  const placed = placeArrows(wishes.slice(0, arrowsMax), frame, controls.map(withAir))
  return placed.flatMap((arrow) => {
    const entry = entries.get(arrow.id)
    return entry ? [{ ...arrow, box: withoutAir(arrow.box), entry }] : []
  })
}

function wishOf(map: LeafletMap, row: Row, city: LatLngBounds): ArrowWish | undefined {
  const device = row.entry.device.peek()
  const { at } = device
  if (!at || !findKind(row.kind)?.level_field) return undefined
  const [lng, lat] = at
  const isUrgent = (row.standing.level ?? 0) > 0
  if (!isUrgent && city.contains([lat, lng])) return undefined
  const scale = remScale()
  const { x, y } = map.latLngToContainerPoint([lat, lng])
  const text = textWidth(arrowText(device, row.standing)) * fontSize
  return {
    id: row.id,
    x,
    y,
    width: (widthWithoutText + text) * scale + gapPx,
    height: height * scale + gapPx,
  }
}

const isInFrame = (frame: Box, { x, y }: { x: number; y: number }) =>
  x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom

const grow = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
})

/** Every arrow carries half of the air around it, and so does what it keeps clear of. */
const withAir = (box: Box) => grow(box, gapPx / 2)
const withoutAir = (box: Box) => grow(box, -gapPx / 2)
