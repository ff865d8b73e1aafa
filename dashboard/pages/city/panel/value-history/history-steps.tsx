import type { Values } from '#domain/readings/values.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import { figureIn } from '../../../../logic/value/figure.ts'
import { reasonText } from '../../../../logic/value/reasons.ts'
import { listSteps, type HistoryStep } from '../../../../logic/value/value-changes.ts'
import { TimeAndAge } from '../../../../parts/age.tsx'
import { textOf, words } from '../../../../state/preferences.ts'

interface Props {
  items: readonly ReadingHistoryEntry[]
  hasMore: boolean
  kind: KindResource
}

/** Receipt, corrections and later verdicts of one reading, the newest first. */
export function HistorySteps({ items, hasMore, kind }: Props) {
  const { valueHistory: text } = words.value.panel
  const steps = listSteps(items, kind.fields)
  return (
    <>
      {hasMore && <p class="muted">{text.moreSteps(items.length)}</p>}
      {steps.length === 1 && <p class="muted">{text.unchanged}</p>}
      <ol class="history-steps">
        {steps.map((step, index) => (
          <Step key={steps.length - index} step={step} kind={kind} />
        ))}
      </ol>
    </>
  )
}

function Step({ step, kind }: { step: HistoryStep; kind: KindResource }) {
  const { entry, changes, flag } = step
  const { panel, sign } = words.value
  const { valueHistory: text } = panel
  const quality = flag && {
    before: flag.before === null ? null : panel.flags[flag.before],
    after: panel.flags[flag.after],
  }
  return (
    <li class={`history-step history-${entry.type}`}>
      <p class="history-when">
        <b>{text.types[entry.type]}</b> <TimeAndAge ts={entry.at_ts} />
      </p>
      <dl class="pairs">
        {changes.map(({ field }) => (
          <div key={field.name}>
            <dt>{textOf(field.label)}</dt>
            <dd class="figure">{changeText(step, field)}</dd>
          </div>
        ))}
        {quality && (
          <div>
            <dt>{panel.quality}</dt>
            <dd>
              {quality.before === null ? quality.after : text.change(quality.before, quality.after)}
            </dd>
          </div>
        )}
      </dl>
      {entry.reasons.length > 0 && (
        <p>{entry.reasons.map((reason) => reasonText(reason, kind, textOf)).join(panel.comma)}</p>
      )}
      {entry.author !== null && (
        <p>
          {text.author}
          {sign.colon}
          {entry.author}
        </p>
      )}
      {entry.note && <p>{entry.note}</p>}
    </li>
  )
}

function changeText({ entry, former }: HistoryStep, field: FieldResource): string {
  const { valueHistory: text } = words.value.panel
  const is = valueText(entry.values, field)
  if (entry.type !== 'revision') return is
  return text.change(valueText(former?.values ?? {}, field), is)
}

function valueText(values: Values, field: FieldResource): string {
  if (values[field.name] === undefined) return words.value.panel.valueHistory.absent
  const figure = figureIn(values, field, textOf)
  return figure ? `${figure.text} ${figure.unit}`.trim() : words.value.state.no_value
}
