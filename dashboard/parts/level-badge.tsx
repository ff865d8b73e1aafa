import type { Authority, Level } from '#domain/alarms/levels.ts'
import { levelLookOf } from '../logic/alarm/level-look.ts'

interface Props {
  level: Level
  /** Whose threshold it is: a city's own is drawn small in a dashed ring of its shape. */
  authority: Authority
}

/**
 * A level as digit, shape and official colour. It is a picture: the words stand beside it or in
 * the name of what holds it.
 */
export function LevelBadge({ level, authority }: Props) {
  const look = levelLookOf(level)
  return (
    <svg
      class="level-badge"
      viewBox="-1 -1 26 26"
      aria-hidden="true"
      data-level={level}
      data-shape={look.shape}
      data-authority={level > 0 ? authority : ''}
    >
      <path class="level-halo" d={look.path} />
      {level > 0 && authority === 'local' && <path class="level-ring" d={look.path} />}
      <g class="level-body" style={{ transformOrigin: `12px ${look.digitY}px` }}>
        <path class="level-shape" d={look.path} />
        {level > 0 && (
          <text class="level-digit" x="12" y={look.digitY} dy="0.36em" text-anchor="middle">
            {level}
          </text>
        )}
      </g>
    </svg>
  )
}
