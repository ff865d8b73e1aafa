import { levelLookOf } from '../logic/alarm/level-look.ts'
import type { CityDevice } from '../logic/device/city-device.ts'
import type { Standing } from '../logic/device/standing.ts'
import { isUnconfirmed } from '../logic/device/unconfirmed.ts'
import { isBlind, troubleOf } from '../logic/device/trouble.ts'
import { Icon, KindIcon } from './icon.tsx'
import { LevelBadge } from './level-badge.tsx'
import { troubleSigns } from './trouble/trouble-signs.ts'

type Look = ReturnType<typeof levelLookOf>['shape'] | 'tile' | 'hatch'

/** The shape of a mark: that of its level, a tile for kinds without, hatch where nothing is known. */
function lookOf(standing: Standing): Look {
  if (isBlind(troubleOf(standing))) return 'hatch'
  const { level } = standing
  return level === null ? 'tile' : levelLookOf(level).shape
}

const looksWithPictogram: ReadonlySet<Look> = new Set(['tile', 'hatch', 'ring'])

/** The picture of a device, the same in list, map and panel. */
export function Mark({ device, standing }: { device: CityDevice; standing: Standing }) {
  const look = lookOf(standing)
  return (
    <span
      class={`mark ${look === 'hatch' ? 'hatched' : ''}`}
      data-level={standing.level ?? ''}
      data-shape={look}
      data-confirmed={isUnconfirmed(device, standing) ? 'false' : undefined}
    >
      {looksWithPictogram.has(look) ? (
        <span class="mark-frame">
          <KindIcon kind={device.kind} />
        </span>
      ) : (
        <LevelBadge
          level={standing.level ?? 0}
          authority={device.thresholds?.authority ?? 'local'}
        />
      )}
      <Sign standing={standing} />
    </span>
  )
}

/** The map has no room for the words: what is wrong with the data, as a shape. */
function Sign({ standing }: { standing: Standing }) {
  const trouble = troubleOf(standing)
  if (!trouble) return null
  return (
    <span class="mark-sign" data-trouble={trouble}>
      <Icon path={troubleSigns[trouble]} />
    </span>
  )
}
