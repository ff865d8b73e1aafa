import type { BucketResource } from '#domain/wire/bucket.ts'
import type { Point } from '../device/trend.ts'

export interface Sample {
  ts: number
  min: number
  mean: number
  max: number
  /** Values behind the three; a reading may hold none of the field, or one that failed. */
  count: number
  /** Of a bar: how long was gathered, the share of its time, and whether that is too little. */
  coveredS?: number
  share?: number
  isPartial?: boolean
}

/** Columns of a chart: seconds, mean, min, max; for bars whole and partial sums. null = hole. */
export type Columns = [number[], (number | null)[], (number | null)[], (number | null)[]]

/** The buckets of one field that hold a value, and the newest reading behind them. */
export function samplesOf(
  buckets: readonly BucketResource[],
  field: string,
  latest: Point | null,
): Sample[] {
  const samples = buckets.flatMap(({ ts, values }) => {
    const { min, mean, max, count } = values[field] ?? {}
    if (min === undefined || mean == null || max === undefined || count === undefined) return []
    return [{ ts, min, mean, max, count }]
  })
  const last = samples.at(-1)
  if (latest && (!last || latest.ts > last.ts)) {
    const { ts, value } = latest
    samples.push({ ts, min: value, mean: value, max: value, count: 1 })
  }
  return samples
}

/** Columns with a null between samples that lie too far apart: a gap stays a gap. */
export function columnsOf(samples: readonly Sample[], gapMs: number): Columns {
  const columns: Columns = [[], [], [], []]
  const push = (ts: number, sample: Sample | null) => {
    columns[0].push(ts / 1_000)
    columns[1].push(sample?.mean ?? null)
    columns[2].push(sample?.min ?? null)
    columns[3].push(sample?.max ?? null)
  }
  let before: Sample | undefined
  for (const sample of samples) {
    if (before && sample.ts - before.ts > gapMs) push((before.ts + sample.ts) / 2, null)
    push(sample.ts, sample)
    before = sample
  }
  return columns
}

/**
 * Places of the values between two holes that lie less than `widthMin` apart, as `placeOf` says: one
 * alone, or two within some minutes of a day. The line through them is too short to be seen.
 */
export function listNarrow(
  values: ArrayLike<number | null | undefined>,
  placeOf: (at: number) => number,
  widthMin: number,
): number[] {
  const found: number[] = []
  let run: number[] = []
  for (let at = 0; at <= values.length; at++) {
    if (values[at] != null) {
      run.push(at)
      continue
    }
    const [first = NaN, last = NaN] = [run[0], run.at(-1)]
    if (placeOf(last) - placeOf(first) < widthMin) found.push(...run)
    run = []
  }
  return found
}
