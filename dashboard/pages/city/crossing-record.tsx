import { foldPerGauge } from '#domain/alarms/fold-per-gauge.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { RecordedCrossing } from '../../logic/alarm/crossing-order.ts'
import { figureOf, findField } from '../../logic/value/figure.ts'
import { select } from '../../state/address.ts'
import { findKind } from '../../state/city.ts'
import { recordedCrossings } from '../../state/crossings.ts'
import { nameOf } from '../../state/fleet.ts'
import { textOf, words } from '../../state/preferences.ts'
import { TimeAndAge } from '../../parts/age.tsx'
import { CrossingDoubt, CrossingReason, crossingWords } from '../../parts/crossing-words.tsx'
import { Icon, icons } from '../../parts/icon.tsx'
import { LevelBadge } from '../../parts/level-badge.tsx'
import { RareOriginBadge } from '../../parts/origin-badge.tsx'
import { ShortName } from '../../parts/short-name.tsx'

/** Records listed at once, of each gauge some; the whole history is in the API. */
const shownMax = 100

/** 基準水位の到達・解除記録: what was raised and cleared, newest first; withdrawn lines are struck. */
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
          {foldPerGauge(recordedCrossings.value, shownMax).map((crossing) => (
            <CrossingRow key={crossing.crossing_seq} crossing={crossing} />
          ))}
        </ol>
      )}
      <p class="record-note muted">{words.value.level.legendNote}</p>
    </section>
  )
}

function CrossingRow({ crossing }: { crossing: RecordedCrossing }) {
  const state = crossing.withdrawal ? 'is-withdrawn' : `crossing-${crossing.direction}`
  return (
    <li class={`crossing ${state}`}>
      <LevelBadge level={crossing.to_level} authority={crossing.authority} />
      <button type="button" class="crossing-main" onClick={() => select(crossing.device)}>
        <span class="crossing-name">
          <ShortName name={textOf(nameOf(crossing.device, crossing.name))} />
        </span>
        <span class="crossing-words">
          <Icon path={crossing.direction === 'raised' ? icons.up : icons.down} />
          {crossing.withdrawal ? <s>{crossingWords(crossing)}</s> : crossingWords(crossing)}
        </span>
        <span class="crossing-more muted">
          <CrossingReason crossing={crossing} />
          <CrossingDoubt crossing={crossing} />
          <RareOriginBadge origin={crossing.origin} />
          <TimeAndAge ts={crossing.place_ts} />
        </span>
      </button>
      <span class="crossing-value figure">{crossingValue(crossing)}</span>
    </li>
  )
}

function crossingValue({ kind, field, value }: CrossingResource): string {
  const figure = figureOf(value, findField(findKind(kind), field), textOf)
  return figure ? `${figure.text} ${figure.unit}` : ''
}
