import { computed } from '@preact/signals'
import { thresholdKeys, thresholdLevels, thresholdNameOf } from '#domain/alarms/levels.ts'
import { fleet } from '../state/fleet.ts'
import { textOf, words } from '../state/preferences.ts'
import { isBlind, troubles } from '../logic/device/trouble.ts'
import { Icon } from '../parts/icon.tsx'
import { LevelBadge } from '../parts/level-badge.tsx'
import { troubleSigns } from '../parts/trouble/trouble-signs.ts'
import { MapSigns } from './map-signs.tsx'

/** Whose thresholds the gauges of this city have. */
const authorities = computed(() => {
  const found = new Set(fleet.value.map(({ device }) => device.value.thresholds?.authority))
  return (['official', 'local'] as const).filter((authority) => found.has(authority))
})

/** What the map shows: levels from high to low, states of data, kinds and fixed signs. */
export function Legend({ open }: { open: boolean }) {
  const { level, sign, state } = words.value
  return (
    <details class="legend" open={open}>
      <summary>{level.legendTitle}</summary>
      <div class="legend-lists">
        <ul class="legend-levels">
          {thresholdKeys.toReversed().map((key) => (
            <li key={key}>
              {authorities.value.map((authority) => (
                <LevelBadge key={authority} level={thresholdLevels[key]} authority={authority} />
              ))}
              <span>
                <span class="legend-word">{level.word(thresholdLevels[key])} </span>
                {authorities.value
                  .map((authority) => textOf(thresholdNameOf(key, authority)))
                  .join(sign.dot)}
              </span>
            </li>
          ))}
          <li>
            <LevelBadge level={0} authority="local" />
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
