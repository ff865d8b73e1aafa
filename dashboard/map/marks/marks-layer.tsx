import { effect, signal } from '@preact/signals'
import { DivIcon, Marker, type LatLngBounds, type Map as LeafletMap } from 'leaflet'
import { render } from 'preact'
import type { Freshness } from '#domain/readings/freshness.ts'
import { declutter, isSameRoom, type Box, type Placed } from '../../logic/map/declutter.ts'
import { visibleRows, type Row } from '../../state/visible-rows.ts'
import { select, selectedId } from '../../state/address.ts'
import { findKind } from '../../state/city.ts'
import { language } from '../../state/preferences.ts'
import { frameOf } from '../frame-of.ts'
import { remScale } from '../rem-scale.ts'
import { edgeArrows, findArrows } from '../arrows/find-arrows.ts'
import { MapMark, markSize, wishOf } from './map-mark.tsx'

/** Marks in the document at most; the rest is counted in its neighbours or left to the list. */
const marksMax = 300

/** Lifts marks with a count above all others; weights stay below a hundred. */
const countedAbove = 10_000

/** What marks, arrows and controls cover, in pixels of the present zoom: names keep clear of it. */
export const markBoxes = signal<readonly Box[]>([])

/** Something that lies on the map, in pixels of its container. */
export interface MapControl {
  box: Box
  /** True for what is opened for a moment: marks do not flee from it. */
  isPassing: boolean
}

/**
 * Fixed devices as pictures on the map. Their order of importance is that of the list; where two
 * would cover each other the calmer one moves aside or is counted in its neighbour. `listControls`
 * gives what lies on the map. Returns `redraw`, for when that changes.
 */
export function startMarks(
  map: LeafletMap,
  { city, listControls }: { city: LatLngBounds; listControls: () => MapControl[] },
): { redraw: () => void; close: () => void } {
  const views = new Map<string, MarkView>()
  map.getPane('markerPane')?.setAttribute('aria-hidden', 'true')

  const draw = () => {
    const all = fixedRows()
    const frame = frameOf(map)
    const controls = listControls()
    const arrows = findArrows(map, all, { city, controls: controls.map(({ box }) => box) })
    edgeArrows.value = arrows
    const lasting = [...arrows, ...controls.filter(({ isPassing }) => !isPassing)]
    const pointedAt = new Set(arrows.map(({ id }) => id))
    const rows = all.filter(({ id }) => !pointedAt.has(id)).slice(0, marksMax)
    const blocked = lasting.map(({ box }) => shift(box, frame))
    const wishes = rows.map((row) => wishOf(map, row))
    const placed = new Map(declutter(wishes, { frame, blocked }).map((place) => [place.id, place]))
    for (const [id, view] of views) {
      if (placed.has(id)) continue
      view.close()
      views.delete(id)
    }
    for (const [index, row] of rows.entries()) {
      const place = placed.get(row.id)
      const wish = wishes[index]
      if (!place || !wish) continue
      const view = views.get(row.id) ?? new MarkView(map, row)
      views.set(row.id, view)
      view.show(row, place, [place.x - wish.x, place.y - wish.y])
    }
    const boxes = [...blocked, ...Array.from(placed.values()).flatMap((place) => place.boxes)]
    // A new value of a gauge moves nothing, and to print all names again is dear.
    if (!isSameRoom(boxes, markBoxes.peek())) markBoxes.value = boxes
  }
  const drawMoved = () => {
    draw()
    // Names are printed anew on what is seen now, though the marks lie where they lay.
    markBoxes.value = [...markBoxes.peek()]
  }
  map.on('zoomend moveend resize', drawMoved)
  const stop = effect(() => {
    void visibleRows.value
    void language.value
    void selectedId.value
    draw()
  })
  return {
    redraw: draw,
    close() {
      stop()
      map.off('zoomend moveend resize', drawMoved)
      for (const view of views.values()) view.close()
      edgeArrows.value = []
    },
  }
}

const shift = (box: Box, { left, top }: Box): Box => ({
  left: box.left + left,
  top: box.top + top,
  right: box.right + left,
  bottom: box.bottom + top,
})

const freshnessWeight: Readonly<Record<Freshness, number>> = {
  live: 0,
  late: 1,
  clock_fault: 2,
  expired: 2,
  missing: 2,
  out_of_service: 1,
}

/** Highest level first, then what has levels at all, then what needs a look. */
function weight({ standing, kind }: Row): number {
  const hasLevels = findKind(kind)?.level_field ? 4 : 0
  return (standing.level ?? 0) * 10 + hasLevels + freshnessWeight[standing.freshness]
}

function fixedRows(): Row[] {
  return visibleRows
    .peek()
    .filter(({ entry, kind }) => entry.device.peek().at && findKind(kind)?.position !== 'moving')
    .toSorted((a, b) => weight(b) - weight(a))
}

/** One marker with its own small tree of components, which follows the device by itself. */
class MarkView {
  readonly #marker: Marker
  readonly #element = document.createElement('div')

  constructor(map: LeafletMap, row: Row) {
    const [lon, lat] = row.entry.device.peek().at ?? [0, 0]
    const size = markSize * remScale()
    this.#marker = new Marker([lat, lon], {
      keyboard: false,
      icon: new DivIcon({
        html: this.#element,
        className: 'map-mark',
        iconSize: [size, size],
      }),
    })
    this.#marker.on('click', () => select(row.id))
    this.#marker.addTo(map)
  }

  show(row: Row, place: Placed, offset: readonly [number, number]): void {
    // A mark that stands for others must not hide its count under its neighbour.
    const counted = place.merged.length > 0 ? countedAbove : 0
    this.#marker.setZIndexOffset(weight(row) * 100 + counted)
    render(<MapMark entry={row.entry} place={place} offset={offset} />, this.#element)
  }

  close(): void {
    render(null, this.#element)
    this.#marker.remove()
  }
}
