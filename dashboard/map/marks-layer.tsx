import { effect, signal } from '@preact/signals'
import { DivIcon, Marker, type Map as LeafletMap } from 'leaflet'
import { render } from 'preact'
import { declutter, type Box, type Placed } from '../logic/map/declutter.ts'
import { visibleRows, type Row } from '../state/visible-rows.ts'
import { select, selectedId } from '../state/address.ts'
import { findKind } from '../state/city.ts'
import { language } from '../state/preferences.ts'
import { remScale } from './rem-scale.ts'
import { MapMark, markSize, wishOf } from './map-mark.tsx'

/** Marks in the document at most; the rest is counted in its neighbours or left to the list. */
const marksMax = 300

/** Lifts marks with a count above all others; weights stay below a hundred. */
const countedAbove = 10_000

/** What the marks cover, in pixels of the present zoom: names of places keep clear of it. */
export const markBoxes = signal<readonly Box[]>([])

/**
 * Fixed devices as pictures on the map. Their order of importance is that of the list; where two
 * would cover each other the calmer one moves aside or is counted in its neighbour.
 */
export function startMarks(map: LeafletMap): () => void {
  const views = new Map<string, MarkView>()
  map.getPane('markerPane')?.setAttribute('aria-hidden', 'true')

  const draw = () => {
    const rows = fixedRows().slice(0, marksMax)
    const wishes = rows.map((row) => wishOf(map, row))
    const placed = new Map(declutter(wishes, frameOf(map)).map((place) => [place.id, place]))
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
    markBoxes.value = Array.from(placed.values(), ({ box }) => box)
  }
  map.on('zoomend moveend resize', draw)
  const stop = effect(() => {
    void visibleRows.value
    void language.value
    void selectedId.value
    draw()
  })
  return () => {
    stop()
    map.off('zoomend moveend resize', draw)
    for (const view of views.values()) view.close()
  }
}

/** What of the map is seen, in pixels of the present zoom. */
function frameOf(map: LeafletMap): Box {
  const { x, y } = map.getPixelOrigin().subtract(map.layerPointToContainerPoint([0, 0]))
  const size = map.getSize()
  return { left: x, top: y, right: x + size.x, bottom: y + size.y }
}

const freshnessWeight = { live: 0, late: 1, expired: 2, missing: 2, out_of_service: 1 } as const

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
