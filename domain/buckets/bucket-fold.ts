import { flags, isFieldUsable, isUsable, type Flag, type Reason } from '../readings/flags.ts'
import type { BucketField, BucketPlan } from './bucket-fields.ts'
import { joinInto, singleFold, type FieldFold } from './field-fold.ts'

/** A bucket that readings and smaller buckets are added to, oldest first. Plain data. */
export interface BucketFold {
  ts: number
  /** Readings that count, those left out, and those whose flag is pass. */
  count: number
  excluded: number
  passed: number
  fields: Record<string, FieldFold>
}

/** A reading as buckets see it. */
export interface FoldedReading {
  ts: number
  flag: Flag
  reasons: readonly Reason[]
  /** The numbers of the plan's fields, in their order, from `offset` on; others are no numbers. */
  cells: readonly unknown[]
  offset: number
}

/** The two moments at which a reading's numbers may stand: `ts` − 1 ms, and `ts`. */
export type Part = 'before' | 'moment'

export const createBucketFold = (ts: number): BucketFold => ({
  ts,
  count: 0,
  excluded: 0,
  passed: 0,
  fields: {},
})

/**
 * The part that counts a reading: the moment itself, unless all its numbers tell of the time before.
 */
export function homeOf({ fields, hasBefore }: BucketPlan, reading: FoldedReading): Part {
  if (!hasBefore) return 'moment'
  const { cells, offset } = reading
  let home: Part = 'moment'
  for (let i = 0; i < fields.length; i++) {
    if (typeof cells[offset + i] !== 'number') continue
    if (!fields[i]?.isBefore) return 'moment'
    home = 'before'
  }
  return home
}

/** Whether a reading has numbers of the time before its `ts`. */
export function hasBefore(plan: BucketPlan, { cells, offset }: FoldedReading): boolean {
  if (!plan.hasBefore) return false
  return plan.fields.some(({ isBefore }, i) => isBefore && typeof cells[offset + i] === 'number')
}

/**
 * Adds the numbers of one part of a reading. Of a reading whose flag is fail or missing only the
 * fields count that did not fail themselves; one that has none is excluded.
 */
export function foldReading(
  fold: BucketFold,
  plan: BucketPlan,
  { reading, part, isHome }: { reading: FoldedReading; part: Part; isHome: boolean },
): void {
  const isBefore = part === 'before'
  for (let i = 0; i < plan.fields.length; i++) {
    const field = plan.fields[i] as BucketField
    if (field.isBefore !== isBefore) continue
    const value = numberAt(plan, reading, i)
    if (value !== undefined)
      addNumber(fold, field, { reading, value, windowMs: windowAt(plan, reading, i) })
  }
  if (isHome) countReading(fold, plan, reading)
}

function countReading(fold: BucketFold, plan: BucketPlan, reading: FoldedReading): void {
  if (reading.flag === flags.pass) fold.passed += 1
  const isCounted =
    isUsable(reading.flag) || plan.fields.some((_, i) => numberAt(plan, reading, i) !== undefined)
  if (isCounted) fold.count += 1
  else fold.excluded += 1
}

/** The number of a field that counts. An amount without a window, or with a failed one, does not. */
function numberAt(plan: BucketPlan, reading: FoldedReading, i: number): number | undefined {
  const value = reading.cells[reading.offset + i]
  const field = plan.fields[i]
  if (typeof value !== 'number' || !field) return undefined
  const { measure } = field
  if (measure.type === 'amount' && Number.isNaN(windowAt(plan, reading, i))) return undefined
  if (isUsable(reading.flag)) return value
  if (!isFieldUsable(reading, field.name)) return undefined
  const isWindowFailed = measure.type === 'amount' && !isFieldUsable(reading, measure.window_field)
  return isWindowFailed ? undefined : value
}

/** Length of an amount's window, ms; NaN where there is none, and for other fields. */
function windowAt({ fields, windowAt: places }: BucketPlan, reading: FoldedReading, i: number) {
  const measure = fields[i]?.measure
  if (measure?.type !== 'amount') return Number.NaN
  const sent = reading.cells[reading.offset + (places[i] ?? -1)]
  const seconds = typeof sent === 'number' ? sent : measure.default_window_s
  return seconds !== undefined && seconds > 0 ? seconds * 1_000 : Number.NaN
}

interface AddedNumber {
  reading: FoldedReading
  value: number
  windowMs: number
}

function addNumber(
  { fields }: BucketFold,
  { name, measure }: BucketField,
  { reading: { ts }, value, windowMs }: AddedNumber,
): void {
  const fold = fields[name]
  if (fold && measure.type === 'measurement') addPlain(fold, ts, value)
  else addFold(fields, name, singleFold({ ts, value, measure, windowMs }))
}

/** As joining a single value, without making one: most numbers of a long chart come this way. */
function addPlain(fold: FieldFold, ts: number, value: number): void {
  fold.count += 1
  fold.sum += value
  if (value < fold.min) fold.min = value
  if (value > fold.max) {
    fold.max = value
    fold.maxTs = ts
  }
  fold.last = value
}

/** Adds a later bucket to an earlier one. */
export function foldBucket(fold: BucketFold, later: BucketFold): void {
  fold.count += later.count
  fold.excluded += later.excluded
  fold.passed += later.passed
  for (const [name, field] of Object.entries(later.fields)) addFold(fold.fields, name, field)
}

function addFold(fields: Record<string, FieldFold>, name: string, later: FieldFold): void {
  const fold = fields[name]
  if (fold) joinInto(fold, later)
  else fields[name] = { ...later }
}
