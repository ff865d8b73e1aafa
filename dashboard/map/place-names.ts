import { effect } from '@preact/signals'
import { DivIcon, LayerGroup, Marker, type Map as LeafletMap } from 'leaflet'
import type { Place } from '#domain/wire/city.ts'
import { overlaps, type Box } from '../logic/map/declutter.ts'
import { textWidth } from '../logic/map/text-width.ts'
import { language } from '../state/preferences.ts'
import { remScale } from './rem-scale.ts'
import { markBoxes } from './marks-layer.tsx'

/** Zoom from which names of a rank show: more would hide the marks. */
const zoomOfRank = { 1: 10, 2: 11, 3: 12.5 } as const
/** Font sizes of the ranks as in the style sheet, with their wide spacing, pixels. */
const sizeOfRank = { 1: 18, 2: 13.5, 3: 13.5 } as const

/** Prints the names of places where neither a mark nor a greater name is in the way. */
export function startPlaceNames(map: LeafletMap, places: readonly Place[]): () => void {
  map.createPane('names').classList.add('names-pane')
  const group = new LayerGroup().addTo(map)
  const byRank = places.toSorted((a, b) => a.rank - b.rank)
  const stop = effect(() => {
    const taken = [...markBoxes.value]
    const scale = remScale()
    // Twice the size leaves room for half as many names: as if one zoom farther out.
    const zoom = map.getZoom() - Math.log2(scale)
    const word = language.value
    group.clearLayers()
    for (const place of byRank) {
      if (zoom < zoomOfRank[place.rank]) continue
      const room = findRoom(boxOf(map, place, { text: place.name[word], scale }), taken)
      if (!room) continue
      taken.push(room.box)
      group.addLayer(nameOf(place, place.name[word], room.shift))
    }
  })
  return () => {
    stop()
    group.remove()
  }
}

/** Where a name may stand, in its own heights: on the place, above, below; farther off it is wrong. */
const shifts = [0, -1.1, 1.1] as const

function findRoom(box: Box, taken: readonly Box[]): { box: Box; shift: number } | undefined {
  for (const heights of shifts) {
    const shift = heights * (box.bottom - box.top)
    const moved = { ...box, top: box.top + shift, bottom: box.bottom + shift }
    if (!taken.some((other) => overlaps(moved, other))) return { box: moved, shift }
  }
  return undefined
}

function boxOf(
  map: LeafletMap,
  { lat, lon, rank }: Place,
  { text, scale }: { text: string; scale: number },
): Box {
  const { x, y } = map.project([lat, lon])
  const size = sizeOfRank[rank] * scale
  const half = (textWidth(text) * size) / 2
  return { left: x - half, right: x + half, top: y - size * 0.7, bottom: y + size * 0.7 }
}

function nameOf({ lat, lon, rank }: Place, text: string, shift: number): Marker {
  const label = document.createElement('span')
  label.textContent = text
  return new Marker([lat, lon], {
    pane: 'names',
    interactive: false,
    keyboard: false,
    icon: new DivIcon({
      html: label,
      className: `place-name place-rank-${rank}`,
      iconSize: [0, 0],
      iconAnchor: [0, -shift],
    }),
  })
}
