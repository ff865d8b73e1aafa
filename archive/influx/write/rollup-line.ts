import type { BucketFold } from '#domain/buckets/bucket-fold.ts'
import type { FieldFold } from '#domain/buckets/field-fold.ts'
import type { FieldMeasure } from '#domain/wire/measure.ts'
import { formatPoint, type ArchiveLine, type Unfit } from './archive-line.ts'
import type { FieldPlan } from './field-plan.ts'

/** A rollup row's numbers of one field: `max_level_m`. The unit stays at the end of the name. */
export const rollupNumbers = ['min', 'max', 'mean', 'sum', 'last'] as const

/**
 * One hour or day of a device as a point in the class's own bucket, at the moment it begins. Every
 * count is always written, also 0, so that a rollup computed anew leaves nothing of the old one.
 */
export function encodeRollup(
  fold: BucketFold,
  plan: FieldPlan,
  { city, device, origin }: { city: string; device: string; origin: string },
): ArchiveLine | Unfit {
  const total = fold.count + fold.excluded
  let fields =
    `count=${fold.count}i,excluded=${fold.excluded}i,passed=${fold.passed}i` +
    `,good_share=${total === 0 ? 0 : fold.passed / total}`
  for (const name of plan.numeric) {
    const field = fold.fields[name]
    fields += `,count_${name}=${field?.count ?? 0}i`
    if (field) fields += encodeField(name, field)
  }
  const text = formatPoint({
    measurement: plan.kind,
    tags: [
      ['city', city],
      ['device', device],
      ['origin', origin],
    ],
    fields,
    ts: fold.ts,
  })
  if (typeof text !== 'string') return text
  return { text, channel: 'reading', kind: plan.kind, device }
}

function encodeField(name: string, field: FieldFold): string {
  const { min, max, sum, last, count, maxTs } = field
  const numbers = { min, max, mean: sum / count, sum, last }
  const parts = rollupNumbers.map((key) => `,${key}_${name}=${numbers[key]}`)
  return `${parts.join('')},peak_ts_${name}=${maxTs}i${encodeMeasure(name, field)}`
}

/** What else it takes to add up fields that are no plain measurements. */
function encodeMeasure(name: string, { amount, counter, direction }: FieldFold): string {
  if (direction) return `,sin_${name}=${direction.sin},cos_${name}=${direction.cos}`
  if (counter) return `,increase_${name}=${counter.increase},first_${name}=${counter.first}`
  if (!amount) return ''
  const { coveredMs, overlaps, first, last } = amount
  const stretch = `,covered_s_${name}=${coveredMs / 1_000},overlaps_${name}=${Number(overlaps)}i`
  if (!first || !last) return stretch
  const windows = {
    first_from_ts: first.from,
    first_ts: first.to,
    last_from_ts: last.from,
    last_ts: last.to,
  }
  const ends = Object.entries(windows).map(([key, ts]) => `,${key}_${name}=${ts}i`)
  return stretch + ends.join('')
}

/** What a rollup row says of each number; `mean` and `good_share` are for other readers. */
const readParts = ['count', 'min', 'max', 'sum', 'last', 'peak_ts'] as const

const measureParts: Readonly<Record<FieldMeasure['type'], readonly string[]>> = {
  measurement: [],
  amount: ['covered_s', 'overlaps', 'first_from_ts', 'first_ts', 'last_from_ts', 'last_ts'],
  counter: ['increase', 'first'],
  direction: ['sin', 'cos'],
}

/** The columns of a rollup row that a reader needs. */
export function rollupColumns(plan: FieldPlan): string[] {
  const fields = plan.buckets.fields.flatMap(({ name, measure }) =>
    [...readParts, ...measureParts[measure.type]].map((key) => `${key}_${name}`),
  )
  return ['count', 'excluded', 'passed', ...fields]
}
