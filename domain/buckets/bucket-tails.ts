import type { BucketPlan } from './bucket-fields.ts'
import type { BucketFold } from './bucket-fold.ts'
import { tailOf, type FieldFold, type FieldTail } from './field-fold.ts'

/** What the fields of a device said last before some buckets. Plain data. */
export type BucketTails = Readonly<Record<string, FieldTail>>

/** The number before a counter's first may be so old; a longer silence is a new beginning. */
const counterReachMs = 86_400_000

/** The longest window that is looked for before a range: that of a gauge that tells days. */
const windowReachMs = 86_400_000

/**
 * From when on readings before `from` matter to these buckets: an amount whose window begins
 * earlier may share it, a counter's first number has one before it. Undefined where none does.
 */
export function lookBackFrom(
  { fields }: BucketPlan,
  items: readonly BucketFold[],
  from: number,
): number | undefined {
  const reaches = fields.map(({ name }) =>
    reachOf(items.find((item) => item.fields[name])?.fields[name], from),
  )
  const since = Math.min(from, ...reaches)
  return since < from ? Math.max(since, from - windowReachMs) : undefined
}

/** From when on a field's first number in some buckets has another before it. */
function reachOf(first: FieldFold | undefined, from: number): number {
  if (first?.counter) return from - counterReachMs
  return first?.amount?.first?.from ?? from
}

export function tailsOf({ fields }: BucketFold): BucketTails {
  return Object.fromEntries(Object.entries(fields).map(([name, fold]) => [name, tailOf(fold)]))
}
