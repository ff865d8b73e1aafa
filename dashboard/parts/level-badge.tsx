import type { Level } from '#domain/alarms/levels.ts'
import { levelLookOf } from '../logic/alarm/level-look.ts'

/**
 * A level as digit, shape and official colour. It is a picture: the words stand beside it or in
 * the name of what holds it.
 */
export function LevelBadge({ level, class: className = '' }: { level: Level; class?: string }) {
  const look = levelLookOf(level)
  return (
    <svg
      class={`level-badge ${className}`}
      viewBox="-1 -1 26 26"
      aria-hidden="true"
      data-level={level}
      data-shape={look.shape}
    >
      <path class="level-halo" d={look.path} />
      <path class="level-shape" d={look.path} />
      {level > 0 && (
        <text class="level-digit" x="12" y={look.digitY} dy="0.36em" text-anchor="middle">
          {level}
        </text>
      )}
    </svg>
  )
}
