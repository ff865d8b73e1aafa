import { useEffect, useId, useRef } from 'preact/hooks'
import { city } from '../../../state/city.ts'
import { textOf } from '../../../state/preferences.ts'
import { Credits } from '../../../map/credits.tsx'
import { placeWords } from '../words/sections.ts'
import { startPlaceMap, type PlaceMapView, type Position } from './start-place-map.ts'

interface Props {
  position: Position | null
  move(position: Position): void
}

/** The city's map with one mark to set: by a click, by dragging, or with the arrow keys. */
export function PlaceMap({ position, move }: Props) {
  const holder = useRef<HTMLDivElement>(null)
  const view = useRef<PlaceMapView>(null)
  const moved = useRef(move)
  moved.current = move
  const id = useId()
  const resource = city.value
  useEffect(() => {
    if (!holder.current || !resource) return undefined
    const started = startPlaceMap(holder.current, resource, {
      position,
      label: textOf(placeWords.mark),
      move: (next) => moved.current(next),
    })
    view.current = started
    return started.close
  }, [resource])
  useEffect(() => view.current?.show(position), [position?.lat, position?.lon])
  return (
    <div class="place-map">
      <p id={id} class="muted">
        {textOf(placeWords.mapHint)}
      </p>
      <div
        class="map-holder place-map-holder"
        ref={holder}
        role="group"
        aria-label={textOf(placeWords.map)}
        aria-describedby={id}
      />
      <Credits />
    </div>
  )
}
