import { thresholdKeys, thresholdLevels, thresholdNames } from '#domain/alarms/levels.ts'
import { textOf, words } from '../state/preferences.ts'
import { isBlind, troubles } from '../logic/device/trouble.ts'
import { Icon } from '../parts/icon.tsx'
import { LevelBadge } from '../parts/level-badge.tsx'
import { troubleSigns } from '../parts/trouble-signs.ts'
import { MapSigns } from './map-signs.tsx'

/** What the map shows: levels from high to low, states of data, kinds and fixed signs. */
export function Legend({ open }: { open: boolean }) {
  const { level, state } = words.value
  return (
    <details class="legend" open={open}>
      <summary>{level.legendTitle}</summary>
      <div class="legend-lists">
        <ul class="legend-levels">
          {thresholdKeys.toReversed().map((key) => (
            <li key={key}>
              <LevelBadge level={thresholdLevels[key]} />
              <span>
                <span class="legend-word">{level.word(thresholdLevels[key])} </span>
                {textOf(thresholdNames[key])}
              </span>
            </li>
          ))}
          <li>
            <LevelBadge level={0} />
            {level.none}
          </li>
          {troubles.map((trouble) => (
            <li key={trouble} data-trouble={trouble}>
              <span class={`legend-sign ${isBlind(trouble) ? 'hatched' : ''}`}>
                <Icon path={troubleSigns[trouble]} />
              </span>
              {state[trouble]}
            </li>
          ))}
        </ul>
        <MapSigns />
      </div>
      <p class="muted">{level.legendNote}</p>
    </details>
  )
}
