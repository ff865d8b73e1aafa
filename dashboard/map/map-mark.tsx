import type { Map as LeafletMap } from 'leaflet'
import type { Placed, Wish } from '../logic/map/declutter.ts'
import type { CityDevice } from '../logic/device/city-device.ts'
import type { Standing } from '../logic/device/standing.ts'
import { headlineFigure } from '../logic/value/figure.ts'
import { shownReading } from '../logic/device/shown-reading.ts'
import { isBlind, troubleOf } from '../logic/device/trouble.ts'
import { textWidth } from '../logic/map/text-width.ts'
import type { Row } from '../state/visible-rows.ts'
import { selectedId } from '../state/address.ts'
import { findKind } from '../state/city.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { textOf } from '../state/preferences.ts'
import { remScale } from './rem-scale.ts'
import { Mark } from '../parts/mark.tsx'

/** Sizes in CSS pixels at 16 px per rem; a larger rem (the wall) scales them. */
export const markSize = 28
const labelFontSize = 13
const labelPadding = 14
/** Zoom from which devices without levels show their figure too. */
const allLabelsFromZoom = 13.5

/** The figure beside a mark, where it is of the present; an alarm also says its name. */
function labelOf(device: CityDevice, standing: Standing): string {
  if (isBlind(troubleOf(standing))) return ''
  const kind = findKind(device.kind)
  const figure = headlineFigure(kind, shownReading(device, kind, standing), textOf)
  const name = (standing.level ?? 0) > 0 ? textOf(device.name) : ''
  return `${name} ${figure?.text ?? ''} ${figure?.unit ?? ''}`.trim()
}

/** What a device wants on the map at the present zoom. */
export function wishOf(map: LeafletMap, { entry, standing, kind, id }: Row): Wish {
  const [lon, lat] = entry.device.peek().at ?? [0, 0]
  const { x, y } = map.project([lat, lon])
  const hasLevels = Boolean(findKind(kind)?.level_field)
  const wantsLabel = hasLevels || map.getZoom() >= allLabelsFromZoom
  const text = wantsLabel ? labelOf(entry.device.peek(), standing) : ''
  const scale = remScale()
  return {
    id,
    x,
    y,
    size: markSize * scale * (hasLevels ? 1 : 0.8),
    labelWidth: text === '' ? 0 : (textWidth(text) * labelFontSize + labelPadding) * scale,
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
  const label = place.label ? labelOf(device, entry.standing.value) : ''
  const classes = [
    'map-mark-body',
    hasLevels ? 'has-levels' : 'no-levels',
    selectedId.value === entry.id ? 'is-selected' : '',
  ]
  return (
    <div
      class={classes.join(' ')}
      data-device={entry.id}
      style={{ transform: `translate(${dx}px, ${dy}px)` }}
    >
      {place.moved && <Leader dx={dx} dy={dy} />}
      <Mark kind={device.kind} standing={entry.standing.value} />
      {place.merged.length > 0 && (
        <span class="map-merged figure">{`+${place.merged.length}`}</span>
      )}
      {label !== '' && <span class={`map-label is-${place.label} figure`}>{label}</span>}
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
