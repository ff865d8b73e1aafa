import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { isIncomplete } from '#domain/buckets/amount-totals.ts'
import type { AmountTotals } from '#domain/wire/amounts.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import { findField, printNumber } from '../../../logic/value/figure.ts'
import { spanLabel } from '../../../logic/value/span-label.ts'
import { Missing } from '../../../parts/missing.tsx'
import { connection } from '../../../state/connection.ts'
import type { FleetEntry } from '../../../state/fleet.ts'
import { keepAsked } from '../../../state/keep-asked.ts'
import { format, textOf, words } from '../../../state/preferences.ts'
import { loadJson } from '../../../state/request.ts'
import { now } from '../../../state/server-clock.ts'

/** Totals change with each report; a correction of an older one shows after this long. */
const askEveryMs = 60_000

type Totals = readonly AmountTotals[] | 'failed' | null

/** 10分・1時間・3時間・24時間・累加雨量 of each amount that a device has told. */
export function AmountTotalLists({ entry, kind }: { entry: FleetEntry; kind: KindResource }) {
  const hasAmounts = kind.fields.some(({ measure }) => measure.type === 'amount')
  return hasAmounts ? <LoadedTotals entry={entry} kind={kind} /> : null
}

function LoadedTotals({ entry, kind }: { entry: FleetEntry; kind: KindResource }) {
  const totals = useTotals(entry).value
  const { latest } = entry.device.value
  const sent = kind.fields.filter(
    ({ name, measure }) => measure.type === 'amount' && latest?.values[name] !== undefined,
  )
  if (totals === null || totals === 'failed') {
    const text = totals === null && connection.value !== 'cut' ? 'loading' : 'failed'
    return sent.map((field) => (
      <Section key={field.name} field={field}>
        <p class="muted">{words.value.load[text]}</p>
      </Section>
    ))
  }
  const told = totals.flatMap(({ field }) => findField(kind, field) ?? [])
  return [...new Set([...told, ...sent])].map((field) => (
    <Section key={field.name} field={field}>
      <TotalList totals={totals.find((each) => each.field === field.name)} field={field} />
    </Section>
  ))
}

/** Asks anew with each report; null until the first answer. */
function useTotals({ id, device }: FleetEntry) {
  const totals = useSignal<Totals>(null)
  const newestTs = device.value.latest?.ts
  useEffect(
    () =>
      keepAsked(async (isCurrent) => {
        try {
          const path = `/v1/devices/${encodeURIComponent(id)}/amounts`
          const { items } = await loadJson<{ items: AmountTotals[] }>(path)
          if (isCurrent()) totals.value = items
        } catch (error) {
          // What is known stays, with its time.
          if (isCurrent()) totals.value ??= 'failed'
          throw error
        }
      }, askEveryMs),
    [id, newestTs],
  )
  return totals
}

interface SectionProps {
  field: FieldResource
  children: preact.ComponentChildren
}

function Section({ field, children }: SectionProps) {
  const title = `totals-${field.name}`
  return (
    <section aria-labelledby={title}>
      <h3 id={title}>{words.value.amounts.title(textOf(field.label))}</h3>
      {children}
    </section>
  )
}

interface ListProps {
  totals: AmountTotals | undefined
  field: FieldResource
}

function TotalList({ totals, field }: ListProps) {
  const { amounts } = words.value
  if (!totals) return <p class="empty">{amounts.none}</p>
  const label = textOf(field.label)
  return (
    <>
      <dl class="pairs totals">
        {totals.totals.map(({ span_s: spanS, sum, covered_s: coveredS }) => (
          <div key={spanS}>
            <dt>{amounts.total(textOf(spanLabel(spanS * 1_000)), label)}</dt>
            <dd>
              <Sum sum={sum} field={field} isPartial={isIncomplete(coveredS, spanS)} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{amounts.event(label)}</dt>
          <dd>
            <EventTotal event={totals.event} field={field} />
          </dd>
        </div>
      </dl>
      <p class="muted">{amounts.asOf(format.value.time(totals.as_of_ts, now.peek()))}</p>
    </>
  )
}

function EventTotal({ event, field }: { event: AmountTotals['event']; field: FieldResource }) {
  const { amounts } = words.value
  if (!event) return <span class="muted">{amounts.noEvent}</span>
  const time = format.value.time(event.since_ts, now.peek())
  const isPartial = isIncomplete(event.covered_s, event.span_s)
  return (
    <>
      <Sum sum={event.sum} field={field} isPartial={isPartial} />{' '}
      <span class="muted">{event.complete ? amounts.since(time) : amounts.sinceBefore(time)}</span>
    </>
  )
}

interface SumProps {
  sum: number | null
  field: FieldResource
  isPartial: boolean
}

function Sum({ sum, field, isPartial }: SumProps) {
  if (sum === null) return <span class="muted">{words.value.amounts.notMeasured}</span>
  return (
    <>
      <strong class="figure">{printNumber(sum, field, textOf)}</strong>
      {isPartial && <Missing />}
    </>
  )
}
