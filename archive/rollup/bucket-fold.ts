import { flags, isFieldUsable, isUsable } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { Aggregate } from '#store/store.ts'

/** The numbers of one field in one bucket; only made once it has a value. */
export interface FieldFold {
  count: number
  sum: number
  min: number
  max: number
  /** Device time of the (first) maximum, epoch ms. */
  maxTs: number
  last: number
}

/** A bucket that readings and smaller buckets are added to, oldest first. */
export interface BucketFold {
  ts: number
  /** Readings that count, those left out, and those whose flag is pass. */
  count: number
  excluded: number
  passed: number
  fields: Map<string, FieldFold>
}

export const createBucketFold = (ts: number): BucketFold => ({
  ts,
  count: 0,
  excluded: 0,
  passed: 0,
  fields: new Map(),
})

/** Adds one reading by the same rules as the recent store: a field that failed gives no number. */
export function foldReading(fold: BucketFold, reading: Reading): void {
  if (reading.flag === flags.pass) fold.passed += 1
  let isCounted = isUsable(reading.flag)
  for (const [name, value] of Object.entries(reading.values)) {
    if (typeof value !== 'number' || !isFieldUsable(reading, name)) continue
    const single = { count: 1, sum: value, min: value, max: value, last: value }
    addField(fold.fields, name, { ...single, maxTs: reading.ts })
    isCounted = true
  }
  if (isCounted) fold.count += 1
  else fold.excluded += 1
}

/** Adds a later bucket to an earlier one. */
export function foldBucket(fold: BucketFold, later: BucketFold): void {
  fold.count += later.count
  fold.excluded += later.excluded
  fold.passed += later.passed
  for (const [name, field] of later.fields) addField(fold.fields, name, field)
}

function addField(fields: Map<string, FieldFold>, name: string, later: FieldFold): void {
  const field = fields.get(name)
  if (!field) {
    fields.set(name, { ...later })
    return
  }
  field.count += later.count
  field.sum += later.sum
  field.min = Math.min(field.min, later.min)
  if (later.max > field.max) {
    field.max = later.max
    field.maxTs = later.maxTs
  }
  field.last = later.last
}

/** As the API shows it, with the aggregates that were asked for. */
export function toBucketResource(
  { ts, count, excluded, fields }: BucketFold,
  aggs: readonly Aggregate[],
): BucketResource {
  const values = [...fields].map(([name, { sum, maxTs: _, ...field }]) => {
    const all = { ...field, mean: sum / field.count }
    return [name, Object.fromEntries(aggs.map((agg) => [agg, all[agg]]))]
  })
  return { ts, count, excluded, values: Object.fromEntries(values) as BucketResource['values'] }
}
