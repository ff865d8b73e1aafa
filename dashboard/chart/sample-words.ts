import type { FieldResource } from '#domain/wire/kind.ts'
import { isBarField, totalOf } from '../logic/value/amount-series.ts'
import { printNumber } from '../logic/value/figure.ts'
import type { Sample } from '../logic/value/series.ts'
import { spanLabel } from '../logic/value/span-label.ts'
import { format, textOf, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'
import type { Buckets } from './use-buckets.ts'

const timeOf = (ts: number): string => format.value.time(ts, now.peek())

/** What the cursor stands on: 「12:10 2.41 m」, 「11:00〜12:00 72.0 mm 欠測あり」. */
export function cursorText(
  sample: Sample | undefined,
  field: FieldResource,
  bucketMs: number | null,
): string {
  if (!sample) return ''
  const { amounts, chart } = words.value
  const value = printNumber(sample.mean, field, textOf)
  if (!isBarField(field) || bucketMs === null) return chart.cursor(timeOf(sample.ts), value)
  const text = amounts.cursor(timeOf(sample.ts), timeOf(sample.ts + bucketMs), value)
  return sample.isPartial ? `${text} ${amounts.missing}` : text
}

/** What one point or bar of the chart stands for. */
export function resolutionText(field: FieldResource, { bucketName, bucketMs }: Buckets): string {
  const { amounts, chart } = words.value
  const length = chart.buckets[bucketName]
  if (field.measure.type === 'amount') return amounts.bars(textOf(spanLabel(bucketMs)))
  if (field.measure.type === 'counter') return amounts.counted(textOf(spanLabel(bucketMs)))
  return chart.resolution(length)
}

interface Described {
  field: FieldResource
  buckets: Buckets | null
  /** When the device reported last. */
  asOfTs: number
}

/** The whole period in one sentence. */
export function describe(
  samples: readonly Sample[],
  { field, buckets, asOfTs }: Described,
): string {
  const print = (value: number) => printNumber(value, field, textOf)
  const low = Math.min(...samples.map((sample) => sample.min))
  const high = Math.max(...samples.map((sample) => sample.max))
  const last = samples.at(-1)
  const label = textOf(field.label)
  if (isBarField(field) && buckets) {
    const { amounts } = words.value
    const { sum, isPartial } = totalOf(samples, { ...buckets, asOfTs })
    const highest = `${print(high)}/${textOf(spanLabel(buckets.bucketMs))}`
    const total = isPartial ? `${print(sum)} ${amounts.missing}` : print(sum)
    return amounts.summary(label, total, highest)
  }
  return words.value.chart.summary(label, {
    low: print(low),
    high: print(high),
    last: print(last?.mean ?? high),
    // A field that fails now was measured last some time ago.
    time: last ? timeOf(last.ts) : '',
  })
}
