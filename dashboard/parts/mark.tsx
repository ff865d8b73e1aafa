import { levelLookOf } from '../logic/level-look.ts'
import type { Standing } from '../logic/standing.ts'
import { troubleOf } from '../logic/trouble.ts'
import { Icon, KindIcon } from './icon.tsx'
import { LevelBadge } from './level-badge.tsx'
import { troubleSigns } from './trouble-signs.ts'

type Look = ReturnType<typeof levelLookOf>['shape'] | 'tile' | 'hatch'

/** The shape of a mark: that of its level, a tile for kinds without, hatch where nothing is known. */
function lookOf({ level, freshness, noValue }: Standing): Look {
  const isKnown = (freshness === 'live' || freshness === 'late') && !noValue
  if (!isKnown) return 'hatch'
  return level === null ? 'tile' : levelLookOf(level).shape
}

const looksWithPictogram: ReadonlySet<Look> = new Set(['tile', 'hatch', 'ring'])

/** The picture of a device, the same in list, map and panel. */
export function Mark({ kind, standing }: { kind: string; standing: Standing }) {
  const look = lookOf(standing)
  const classes = ['mark', `mark-${standing.freshness}`, look === 'hatch' ? 'hatched' : '']
  return (
    <span class={classes.join(' ')} data-level={standing.level ?? ''} data-shape={look}>
      {looksWithPictogram.has(look) ? (
        <span class="mark-frame">
          <KindIcon kind={kind} />
        </span>
      ) : (
        <LevelBadge level={standing.level ?? 0} />
      )}
      <Sign standing={standing} />
    </span>
  )
}

/** The map has no room for the words: late, or a value to be looked at. */
function Sign({ standing }: { standing: Standing }) {
  const trouble = troubleOf(standing)
  const sign = trouble && troubleSigns[trouble]
  if (!sign) return null
  return (
    <span class="mark-sign">
      <Icon path={sign} />
    </span>
  )
}
