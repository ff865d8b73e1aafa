import { flags } from '#domain/flags.ts'
import { thresholdNames, type ThresholdKey } from '#domain/levels.ts'
import type { CrossingResource } from '#domain/resources.ts'
import { figureOf, findField } from '../logic/figure.ts'
import { select } from '../state/address.ts'
import { findKind } from '../state/city.ts'
import { recordedCrossings } from '../state/crossings.ts'
import { language, words } from '../state/preferences.ts'
import { TimeAndAge } from '../parts/age.tsx'
import { Icon, icons } from '../parts/icon.tsx'
import { LevelBadge } from '../parts/level-badge.tsx'
import { RareOriginBadge } from '../parts/origin-badge.tsx'
import { TroubleChip } from '../parts/state-chip.tsx'

/** Records listed at once; the whole history is in the API. */
const shownMax = 100

/** 警戒の記録: what was raised and cleared, newest first. */
export function CrossingRecord() {
  const { record } = words.value
  return (
    <section class="pane record-pane" aria-labelledby="record-title">
      <header class="pane-head">
        <h2 id="record-title">{record.title}</h2>
      </header>
      {recordedCrossings.value.length === 0 ? (
        <div class="empty">
          <p>{record.empty}</p>
          <p class="muted">{record.emptyHint}</p>
        </div>
      ) : (
        <ol class="record-list" tabIndex={0} aria-labelledby="record-title">
          {recordedCrossings.value.slice(0, shownMax).map((crossing) => (
            <CrossingRow key={crossing.crossing_seq} crossing={crossing} />
          ))}
        </ol>
      )}
      <p class="record-note muted">{words.value.level.legendNote}</p>
    </section>
  )
}

function CrossingRow({ crossing }: { crossing: CrossingResource }) {
  return (
    <li class={`crossing crossing-${crossing.direction}`}>
      <LevelBadge level={crossing.to_level} />
      <button type="button" class="crossing-main" onClick={() => select(crossing.device)}>
        <span class="crossing-name">{crossing.name[language.value]}</span>
        <span class="crossing-words">
          <Icon path={crossing.direction === 'raised' ? icons.up : icons.down} />
          {crossingWords(crossing)}
        </span>
        <span class="crossing-more muted">
          <CrossingDoubt crossing={crossing} />
          <RareOriginBadge origin={crossing.origin} />
          <TimeAndAge ts={crossing.ts} />
        </span>
      </button>
      <span class="crossing-value figure">{crossingValue(crossing)}</span>
    </li>
  )
}

/** 要確認の値 where the reading that crossed was doubtful: the record must not be surer than it. */
export function CrossingDoubt({ crossing }: { crossing: CrossingResource }) {
  return crossing.flag === flags.suspect ? <TroubleChip trouble="suspect" /> : null
}

/** 「レベル3 避難判断水位に到達」 or 「氾濫注意水位を下回り レベル1へ」 */
export function crossingWords(crossing: CrossingResource): string {
  const { record, level } = words.value
  const name = thresholdNames[crossing.threshold_key as ThresholdKey]?.[language.value] ?? ''
  const step = crossing.to_level > 0 ? level.word(crossing.to_level) : level.noneShort
  return crossing.direction === 'raised' ? record.raised(name, step) : record.cleared(name, step)
}

function crossingValue({ kind, field, value }: CrossingResource): string {
  const figure = figureOf(value, findField(findKind(kind), field), language.value)
  return figure ? `${figure.text} ${figure.unit}` : ''
}
