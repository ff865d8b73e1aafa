import { useSignal, type ReadonlySignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { FieldResource } from '#domain/wire/kind.ts'
import { gapAfterMs } from '../logic/value/chart-range.ts'
import { unitOf } from '../logic/value/figure.ts'
import { barColumnsOf, isBarField } from '../logic/value/amount-series.ts'
import { columnsOf, type Sample } from '../logic/value/series.ts'
import type { ZeroMark } from '../logic/value/zero-marks.ts'
import { thresholdSteps } from '../logic/alarm/thresholds.ts'
import { city, findKind } from '../state/city.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { format, spoken, textOf, theme, words } from '../state/preferences.ts'
import { now, serverNow } from '../state/server-clock.ts'
import type { Hydrograph } from './hydrograph.ts'
import { cursorText } from './sample-words.ts'

interface Props {
  samples: ReadonlySignal<readonly Sample[]>
  field: FieldResource
  entry: FleetEntry
  zeroMarks: ReadonlySignal<readonly ZeroMark[]>
  /** Width of a bucket; null while the buckets load. */
  bucketMs: number | null
  rangeMs: number
  /** Opens the history of what a point of the chart stands for. */
  inspect(sample: Sample): void
}

/** The chart of a field, or the word that its period holds no value. */
export function Chart(props: Props) {
  const isEmpty = props.bucketMs !== null && props.samples.value.length === 0
  // A component of its own, so that each drawing begins with a holder to draw in.
  return isEmpty ? (
    <p class="empty chart-empty">{words.value.chart.empty}</p>
  ) : (
    <DrawnChart {...props} />
  )
}

/**
 * The chart as a slider over time: arrow keys move the cursor and a screen reader speaks the
 * value. The drawing library is fetched when the first chart is shown.
 */
function DrawnChart(props: Props) {
  const { samples, field, bucketMs } = props
  const holder = useRef<HTMLDivElement>(null)
  const drawn = useRef<Hydrograph>(undefined)
  const cursor = useSignal(-1)
  useDrawing(props, holder, drawn)
  const { chart } = words.value
  const count = samples.value.length
  const index = cursor.value === -1 ? count - 1 : Math.min(cursor.value, count - 1)
  const move = (event: KeyboardEvent) => {
    const next = nextIndex(event.key, index, count)
    if (next === undefined) return
    event.preventDefault()
    cursor.value = next
    const sample = samples.value[next]
    if (sample) drawn.current?.showCursor(sample.ts)
  }
  const sample = samples.value[index]
  return (
    <>
      <div
        class="chart"
        role="slider"
        tabIndex={0}
        aria-label={`${textOf(field.label)} ${chart.keys}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, count - 1)}
        aria-valuenow={Math.max(0, index)}
        aria-valuetext={cursorText(sample, field, bucketMs)}
        onKeyDown={move}
      >
        <div class="chart-holder" ref={holder} aria-busy={bucketMs === null} />
        <p class="chart-cursor figure" aria-hidden="true">
          {cursorText(sample, field, bucketMs)}
        </p>
      </div>
      {sample && (
        <button type="button" class="button inspect" onClick={() => props.inspect(sample)}>
          {chart.inspect(format.value.time(sample.ts, now.peek()))}
        </button>
      )}
    </>
  )
}

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

function nextIndex(key: string, index: number, count: number): number | undefined {
  const step = keySteps[key]
  return step === undefined ? undefined : Math.min(count - 1, Math.max(0, index + step))
}

/** Makes the drawing when its make-up changes, and feeds it when only the data do. */
function useDrawing(
  { samples, field, entry, zeroMarks, bucketMs, rangeMs }: Props,
  holder: { current: HTMLDivElement | null },
  drawn: { current: Hydrograph | undefined },
): void {
  const gapMs = gapAfterMs(bucketMs ?? 0, entry.device.value.interval_ms)
  const isBars = isBarField(field)
  const draw = () => {
    const to = serverNow()
    const columns =
      isBars && bucketMs !== null
        ? barColumnsOf(samples.peek(), bucketMs)
        : columnsOf(samples.peek(), gapMs)
    drawn.current?.setData(columns, { from: to - rangeMs, to })
  }
  useEffect(() => {
    let isCurrent = true
    const start = async () => {
      const { createHydrograph } = await import('./hydrograph.ts')
      if (!isCurrent || !holder.current) return
      const isLevel = findKind(entry.device.peek().kind)?.level_field === field.name
      drawn.current = createHydrograph(holder.current, {
        decimals: field.decimals ?? 0,
        unit: unitOf(field, textOf),
        isBars,
        isCount: field.type === 'integer' && field.minimum === 0,
        // Thresholds are of the gauge's own datum; on any other field they would mean nothing.
        steps: isLevel ? thresholdSteps(entry.device.peek().thresholds) : [],
        marks: () =>
          zeroMarks.peek().map((mark) => ({ ts: mark.ts, label: words.peek().chart.zero(mark) })),
        timeZone: city.peek()?.city.time_zone ?? 'UTC',
        formatTick: (ts) => format.peek().tick(ts),
      })
      draw()
    }
    void start()
    return () => {
      isCurrent = false
      drawn.current?.close()
      drawn.current = undefined
    }
  }, [field.name, spoken.value, theme.value, bucketMs === null])
  useEffect(draw, [samples.value, zeroMarks.value, rangeMs, gapMs])
}
