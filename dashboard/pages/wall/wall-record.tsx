import { newestOfGauges } from '#domain/alarms/fold-per-gauge.ts'
import { recordedCrossings } from '../../state/crossings.ts'
import { nameOf } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { TimeAndAge } from '../../parts/age.tsx'
import { CrossingDoubt, crossingWords } from '../../parts/crossing-words.tsx'
import { LevelBadge } from '../../parts/level-badge.tsx'

const shownMax = 3

/** The newest crossing in force of each gauge, the highest levels, as many as the wall's foot holds. */
export function WallRecord() {
  const inForce = recordedCrossings.value.filter(({ withdrawal }) => !withdrawal)
  return (
    <section class="pane wall-record" aria-label={words.value.wall.record}>
      {inForce.length === 0 && <p class="muted">{words.value.record.empty}</p>}
      <ol>
        {newestOfGauges(inForce, shownMax).map((crossing) => (
          <li key={crossing.crossing_seq}>
            <LevelBadge level={crossing.to_level} authority={crossing.authority} />
            <TimeAndAge ts={crossing.place_ts} />
            <strong>{textOf(nameOf(crossing.device, crossing.name))}</strong>
            <span>{crossingWords(crossing)}</span>
            <CrossingDoubt crossing={crossing} />
          </li>
        ))}
      </ol>
    </section>
  )
}
