import type { BucketPlan } from './bucket-fields.ts'
import type { BucketFold } from './bucket-fold.ts'
import { tailOf, type FieldTail } from './field-fold.ts'

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
  let since = from
  for (const { name, measure } of fields) {
    if (measure.type !== 'amount' && measure.type !== 'counter') continue
    const first = items.find((item) => item.fields[name])?.fields[name]
    if (first?.counter) since = Math.min(since, from - counterReachMs)
    if (first?.amount?.first) since = Math.min(since, first.amount.first.from)
  }
  return since < from ? Math.max(since, from - windowReachMs) : undefined
}

export function tailsOf({ fields }: BucketFold): BucketTails {
  return Object.fromEntries(Object.entries(fields).map(([name, fold]) => [name, tailOf(fold)]))
}
