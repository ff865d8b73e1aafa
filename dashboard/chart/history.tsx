import { computed, useComputed, useSignal, type ReadonlySignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import { rangeNames, ranges, type RangeName } from '../logic/value/chart-range.ts'
import { barsOf, hasOverlap, isBarField } from '../logic/value/amount-series.ts'
import { usableNumber } from '../logic/value/figure.ts'
import { offeredFields, sentFields } from '../logic/value/offered-fields.ts'
import { samplesOf, type Sample } from '../logic/value/series.ts'
import { connection } from '../state/connection.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { format, language, textOf, words } from '../state/preferences.ts'
import { now, serverNow } from '../state/server-clock.ts'
import { Icon, icons } from '../parts/icon.tsx'
import { Chart } from './chart.tsx'
import { describe, resolutionText } from './sample-words.ts'
import { SampleTable } from './sample-table.tsx'
import type { ZeroMark } from '../logic/value/zero-marks.ts'
import { findKind } from '../state/city.ts'
import { useZeroMarks } from './use-zero-marks.ts'
import { useBuckets, type Buckets, type BucketState } from './use-buckets.ts'

interface Props {
  entry: FleetEntry
  kind: KindResource
  /** Opens the history of the readings from `from` until before `to`. */
  inspect(span: { from: number; to: number }): void
}

/** 推移: a field over hours, days or years as chart, table and CSV, with its summary in words. */
export function History({ entry, kind, inspect }: Props) {
  const range = useSignal<RangeName>('h24')
  const state = useBuckets(entry, kind, range)
  /** What the officer chose; null until then. It stays chosen, whatever the device sends next. */
  const chosen = useSignal<string | null>(null)
  const fields = useOfferedFields({ entry, kind, state, chosen })
  const shown = useComputed(
    () => fields.value.find(({ name }) => name === chosen.value) ?? fields.value[0],
  )
  const field = shown.value
  if (!field) return null
  return (
    <section class="history" aria-labelledby="history-title">
      <h3 id="history-title">{words.value.chart.title}</h3>
      <div class="history-controls">
        <RangeChoice value={range.value} choose={(name) => (range.value = name)} />
        {fields.value.length > 1 && (
          <FieldChoice
            fields={fields.value}
            value={field.name}
            choose={(name) => (chosen.value = name)}
          />
        )}
      </div>
      <Series {...{ entry, field, range, state, inspect }} />
    </section>
  )
}

/** The fields to choose from; one that was offered stays, also where a period holds none of it. */
function useOfferedFields({
  entry,
  kind,
  state,
  chosen,
}: {
  entry: FleetEntry
  kind: KindResource
  state: ReadonlySignal<BucketState>
  chosen: ReadonlySignal<string | null>
}): ReadonlySignal<readonly FieldResource[]> {
  const seen = useRef(new Set<string>()).current
  return useComputed(() => {
    const { latest, thresholds } = entry.device.value
    const buckets = loadedOf(state.value)?.items ?? []
    for (const name of sentFields(latest, buckets)) seen.add(name)
    return offeredFields(kind, { seen, chosen: chosen.value, thresholds })
  })
}

interface SeriesProps {
  entry: FleetEntry
  field: FieldResource
  range: ReadonlySignal<RangeName>
  state: ReadonlySignal<BucketState>
  inspect: Props['inspect']
}

/** One field over one period: words, then the chart or its table, then the file. */
function Series({ entry, field, range, state, inspect }: SeriesProps) {
  const isTable = useSignal(false)
  const buckets = useComputed(() => loadedOf(state.value))
  const samples = useSamples(entry, field, buckets)
  const rangeMs = ranges[range.value]
  const bucketMs = buckets.value?.bucketMs ?? null
  const isLevel = findKind(entry.device.value.kind)?.level_field === field.name
  const marks = useZeroMarks(entry.id, isLevel)
  const shownMarks = useComputed(() =>
    marks.value.filter(({ ts }) => ts >= serverNow() - ranges[range.value]),
  )
  const { chart } = words.value
  const inspectSample = ({ ts }: Sample) => inspect({ from: ts, to: ts + (bucketMs ?? 1) })
  if (state.value === 'failed' || (state.value === null && connection.value === 'cut')) {
    return <NotLoaded />
  }
  return (
    <>
      <SeriesWords {...{ entry, field, samples }} buckets={buckets.value} />
      <ZeroNotes marks={shownMarks.value} />
      {isTable.value ? (
        <SampleTable samples={samples.value} {...{ field, bucketMs }} inspect={inspectSample} />
      ) : (
        <Chart
          {...{ samples, field, entry, bucketMs, rangeMs }}
          zeroMarks={shownMarks}
          inspect={inspectSample}
        />
      )}
      <div class="history-controls">
        <button type="button" class="button" onClick={() => (isTable.value = !isTable.value)}>
          {isTable.value ? chart.asChart : chart.asTable}
        </button>
        <CsvLink deviceId={entry.id} rangeMs={rangeMs} />
      </div>
    </>
  )
}

/** What the dashed lines across the chart are, for those who do not see them too. */
function ZeroNotes({ marks }: { marks: readonly ZeroMark[] }) {
  const { chart } = words.value
  return marks.map((mark) => (
    <p key={mark.ts} class="muted">
      {chart.zeroAt(format.value.time(mark.ts, now.peek()), mark)}
    </p>
  ))
}

interface SeriesWordsProps {
  entry: FleetEntry
  field: FieldResource
  samples: ReadonlySignal<readonly Sample[]>
  buckets: Buckets | null
}

/** The period in one sentence, and what its points or bars stand for. */
function SeriesWords({ entry, field, samples, buckets }: SeriesWordsProps) {
  const asOfTs = entry.device.value.latest?.ts ?? 0
  const isOverlapping = hasOverlap(buckets?.items ?? [], field.name)
  return (
    <>
      {samples.value.length > 1 && (
        <p class="muted">{describe(samples.value, { field, buckets, asOfTs })}</p>
      )}
      {isOverlapping && <p class="chart-late">{words.value.amounts.overlap}</p>}
      <Resolution buckets={buckets} field={field} />
    </>
  )
}

const loadedOf = (state: BucketState) => (state === 'failed' ? null : state)

/** Said in place of the chart: an empty one would look like a device without values. */
function NotLoaded() {
  const { load } = words.value
  return (
    <p class="empty chart-empty" role="status">
      {load.failed}
      <span class="muted">{load.again}</span>
    </p>
  )
}

/** What one point of the chart stands for, and from when it is complete while the archive is away. */
function Resolution({ buckets, field }: { buckets: Buckets | null; field: FieldResource }) {
  if (!buckets) return null
  const { chart } = words.value
  const { completeFromTs } = buckets
  return (
    <>
      <p class="muted">{resolutionText(field, buckets)}</p>
      {completeFromTs !== null && (
        <p class="chart-late" role="status">
          {chart.late(format.value.time(completeFromTs, now.value))}
        </p>
      )}
    </>
  )
}

/**
 * The buckets of a field with the newest reading behind them. Made anew for another field, so that
 * no curve ever stands under another one's words.
 */
function useSamples(
  entry: FleetEntry,
  field: FieldResource,
  buckets: ReadonlySignal<Buckets | null>,
): ReadonlySignal<readonly Sample[]> {
  return useMemo(
    () =>
      computed(() => {
        const latest = entry.device.value.latest
        const loaded = buckets.value
        if (isBarField(field)) {
          const asOfTs = latest?.ts ?? 0
          return loaded ? barsOf(loaded.items, field, { ...loaded, asOfTs }) : []
        }
        const { name } = field
        // As in the buckets of the server: what failed is no point of a curve.
        const value = usableNumber(latest, name)
        const newest = latest && value !== undefined ? { ts: latest.ts, value } : null
        return samplesOf(loaded?.items ?? [], name, newest)
      }),
    [field],
  )
}

function RangeChoice(props: { value: RangeName; choose: (name: RangeName) => void }) {
  const { chart } = words.value
  return (
    <div class="segments" role="group" aria-label={chart.range}>
      {rangeNames.map((name) => (
        <button
          type="button"
          key={name}
          class="button"
          aria-pressed={props.value === name}
          onClick={() => props.choose(name)}
        >
          {chart.ranges[name]}
        </button>
      ))}
    </div>
  )
}

function FieldChoice(props: {
  fields: readonly FieldResource[]
  value: string
  choose: (name: string) => void
}) {
  return (
    <select
      aria-label={words.value.chart.field}
      value={props.value}
      onChange={(event) => props.choose(event.currentTarget.value)}
    >
      {props.fields.map((field) => (
        <option key={field.name} value={field.name}>
          {textOf(field.label)}
        </option>
      ))}
    </select>
  )
}

/** The raw readings of the period, as the API exports them. */
function CsvLink({ deviceId, rangeMs }: { deviceId: string; rangeMs: number }) {
  const to = Math.ceil(serverNow() / 60_000) * 60_000
  const query = new URLSearchParams({
    from: String(to - rangeMs),
    to: String(to),
    format: 'csv',
    labels: language.value,
  })
  return (
    <a
      class="button"
      href={`/v1/devices/${encodeURIComponent(deviceId)}/readings?${query.toString()}`}
      download={`${deviceId}.csv`}
    >
      <Icon path={icons.download} />
      {words.value.chart.csv}
    </a>
  )
}
