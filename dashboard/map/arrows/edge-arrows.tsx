import { troubleOf } from '../../logic/device/trouble.ts'
import { Mark } from '../../parts/mark.tsx'
import { words } from '../../state/preferences.ts'
import { arrowText, edgeArrows, type EdgeArrow } from './find-arrows.ts'

/** Points to the right; the arrow's angle turns it. */
const pointer = 'M4 3 13 8 4 13Z'

/**
 * What lies beyond the edge of the map. `onGo` is left out on the wall, where nobody can press:
 * there the arrows are a picture.
 */
export function EdgeArrows({ onGo }: { onGo?: (deviceId: string) => void }) {
  if (edgeArrows.value.length === 0) return null
  return (
    <ul class="map-arrows" aria-label={words.value.map.beyond}>
      {edgeArrows.value.map((arrow) => (
        <li key={arrow.id} style={placeOf(arrow)}>
          {onGo ? (
            <button type="button" class="map-arrow" onClick={() => onGo(arrow.id)}>
              <Words arrow={arrow} />
            </button>
          ) : (
            <span class="map-arrow">
              <Words arrow={arrow} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

const placeOf = ({ box }: EdgeArrow) => ({
  left: `${box.left}px`,
  top: `${box.top}px`,
  width: `${box.right - box.left}px`,
  height: `${box.bottom - box.top}px`,
})

function Words({ arrow: { entry, angle } }: { arrow: EdgeArrow }) {
  const { level, state } = words.value
  const [device, standing] = [entry.device.value, entry.standing.value]
  const trouble = troubleOf(standing)
  return (
    <>
      <svg
        class="arrow-pointer"
        viewBox="0 0 16 16"
        aria-hidden="true"
        style={{ transform: `rotate(${angle}rad)` }}
      >
        <path d={pointer} />
      </svg>
      <Mark device={device} standing={standing} />
      <span class="arrow-text figure">{arrowText(device, standing)}</span>
      <span class="visually-hidden">
        {(standing.level ?? 0) > 0 && level.word(standing.level ?? 0)}
        {trouble && state[trouble]}
      </span>
    </>
  )
}
