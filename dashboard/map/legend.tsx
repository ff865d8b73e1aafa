import { thresholdKeys, thresholdLevels, thresholdNames } from '#domain/levels.ts'
import { kinds } from '../state/city.ts'
import { language, words } from '../state/preferences.ts'
import { Icon, icons, KindIcon } from '../parts/icon.tsx'
import { LevelBadge } from '../parts/level-badge.tsx'

/** What the marks mean: levels from high to low, states of data, kinds. */
export function Legend({ open }: { open: boolean }) {
  const { level, state } = words.value
  return (
    <details class="legend" open={open}>
      <summary>{level.legendTitle}</summary>
      <ul class="legend-levels">
        {thresholdKeys.toReversed().map((key) => (
          <li key={key}>
            <LevelBadge level={thresholdLevels[key]} />
            <span>
              <span class="legend-word">{level.word(thresholdLevels[key])} </span>
              {thresholdNames[key][language.value]}
            </span>
          </li>
        ))}
        <li>
          <LevelBadge level={0} />
          {level.none}
        </li>
        <li>
          <span class="legend-hatch hatched" />
          {state.no_value}
          {words.value.sign.dot}
          {state.expired}
        </li>
        <li>
          <Icon path={icons.clock} />
          {state.late}
        </li>
        <li>
          <Icon path={icons.warn} />
          {state.suspect}
        </li>
      </ul>
      <ul class="legend-kinds">
        {kinds.value.map((kind) => (
          <li key={kind.id}>
            <KindIcon kind={kind.id} />
            {kind.title[language.value]}
          </li>
        ))}
      </ul>
      <p class="muted">{level.legendNote}</p>
    </details>
  )
}
