import type { Map as LeafletMap } from 'leaflet'
import type { Placed, Wish } from '../../logic/map/declutter.ts'
import type { Row } from '../../state/visible-rows.ts'
import { selectedId } from '../../state/address.ts'
import { findKind } from '../../state/city.ts'
import type { FleetEntry } from '../../state/fleet.ts'
import { remScale } from '../rem-scale.ts'
import { labelHeight, labelsOf, labelWidth } from './labels.ts'
import { textOf } from '../../state/preferences.ts'
import { Mark } from '../../parts/mark.tsx'

/** Sizes in CSS pixels at 16 px per rem; a larger rem (the wall) scales them. */
export const markSize = 28
/** Zoom from which devices without levels show their figure too. */
const allLabelsFromZoom = 13.5

/** What a device wants on the map at the present zoom. */
export function wishOf(map: LeafletMap, { entry, standing, kind, id }: Row): Wish {
  const [lon, lat] = entry.device.peek().at ?? [0, 0]
  const { x, y } = map.project([lat, lon])
  const hasLevels = Boolean(findKind(kind)?.level_field)
  const wantsLabel = hasLevels || map.getZoom() >= allLabelsFromZoom
  const labels = wantsLabel ? labelsOf(entry.device.peek(), standing) : []
  const scale = remScale()
  return {
    id,
    x,
    y,
    size: markSize * scale * (hasLevels ? 1 : 0.8),
    labelWidths: labels.map((text) => labelWidth(text) * scale),
    labelHeight: labelHeight * scale,
    group: kind,
    mergeable: !hasLevels && selectedId.peek() !== id,
  }
}

/** One mark with its label, and a line to its true place when it had to move aside. */
export function MapMark(props: {
  entry: FleetEntry
  place: Placed
  offset: readonly [number, number]
}) {
  const { entry, place, offset } = props
  const device = entry.device.value
  const hasLevels = Boolean(findKind(device.kind)?.level_field)
  const [dx, dy] = offset
  const label = place.label && labelsOf(device, entry.standing.value)[place.label.index]
  const classes = [
    'map-mark-body',
    hasLevels ? 'has-levels' : 'no-levels',
    selectedId.value === entry.id ? 'is-selected' : '',
  ]
  return (
    <div
      class={classes.join(' ')}
      data-device={entry.id}
      title={textOf(device.name)}
      style={{ transform: `translate(${dx}px, ${dy}px)` }}
    >
      {place.moved && <Leader dx={dx} dy={dy} />}
      <Mark device={device} standing={entry.standing.value} />
      {place.merged.length > 0 && (
        <span class="map-merged figure">{`+${place.merged.length}`}</span>
      )}
      {place.label && label && (
        <span class={`map-label is-${place.label.side} figure`}>{label}</span>
      )}
    </div>
  )
}

function Leader({ dx, dy }: { dx: number; dy: number }) {
  const length = Math.hypot(dx, dy)
  const angle = Math.atan2(-dy, -dx)
  return (
    <span class="map-leader" style={{ width: `${length}px`, transform: `rotate(${angle}rad)` }} />
  )
}
