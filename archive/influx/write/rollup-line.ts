import { formatPoint, type ArchiveLine, type Unfit } from './archive-line.ts'
import { createBucketFold, type BucketFold, type FieldFold } from '../../rollup/bucket-fold.ts'
import type { FieldPlan } from './field-plan.ts'
import type { InfluxRow } from '../read/influxql.ts'

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
    const field = fold.fields.get(name)
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
  return `${parts.join('')},peak_ts_${name}=${maxTs}i`
}

/** What a rollup row says of each number; `mean` and `good_share` are for other readers. */
const readParts = ['count', 'min', 'max', 'sum', 'last', 'peak_ts'] as const
export type RollupPart = (typeof readParts)[number]

/** The columns of a rollup row that a reader needs; without `parts`, all. */
export function rollupColumns(plan: FieldPlan, parts: readonly RollupPart[] = readParts): string[] {
  const fields = plan.numeric.flatMap((name) => parts.map((key) => `${key}_${name}`))
  return ['count', 'excluded', 'passed', ...fields]
}

/** Reads a row back. Parts that were not asked for are 0. */
export function decodeRollup(row: InfluxRow, plan: FieldPlan): BucketFold {
  const number = (name: string) => Number(row[name] ?? 0)
  const fold = createBucketFold(number('time'))
  fold.count = number('count')
  fold.excluded = number('excluded')
  fold.passed = number('passed')
  for (const name of plan.numeric) {
    if (number(`count_${name}`) === 0) continue
    fold.fields.set(name, {
      count: number(`count_${name}`),
      sum: number(`sum_${name}`),
      min: number(`min_${name}`),
      max: number(`max_${name}`),
      maxTs: number(`peak_ts_${name}`),
      last: number(`last_${name}`),
    })
  }
  return fold
}
