import type { AmountFold } from '#domain/buckets/amount-fold.ts'
import { createBucketFold, type BucketFold } from '#domain/buckets/bucket-fold.ts'
import type { BucketField } from '#domain/buckets/bucket-fields.ts'
import type { FieldFold } from '#domain/buckets/field-fold.ts'
import type { AmountMeasure } from '#domain/wire/measure.ts'
import type { Rollup } from '../../port.ts'
import type { InfluxRow } from '../read/influxql.ts'
import type { FieldPlan } from './field-plan.ts'

const hourMs = 3_600_000

/** Longest of each; a day may have 25 hours. */
const lengthMs: Readonly<Record<Rollup, number>> = { '1h': hourMs, '1d': 25 * hourMs }

/** Reads a rollup row back; also one of before, which tells nothing of windows. */
export function decodeRollup(row: InfluxRow, plan: FieldPlan, rollup: Rollup): BucketFold {
  const number = (name: string) => Number(row[name] ?? 0)
  const fold = createBucketFold(number('time'))
  fold.count = number('count')
  fold.excluded = number('excluded')
  fold.passed = number('passed')
  for (const field of plan.buckets.fields) {
    const { name } = field
    if (number(`count_${name}`) === 0) continue
    fold.fields[name] = {
      count: number(`count_${name}`),
      sum: number(`sum_${name}`),
      min: number(`min_${name}`),
      max: number(`max_${name}`),
      maxTs: number(`peak_ts_${name}`),
      last: number(`last_${name}`),
      ...decodeMeasure(row, field, lengthMs[rollup]),
    }
  }
  return fold
}

function decodeMeasure(
  row: InfluxRow,
  { name, measure }: BucketField,
  longestMs: number,
): Pick<FieldFold, 'amount' | 'counter' | 'direction'> {
  const number = (part: string) => Number(row[`${part}_${name}`] ?? 0)
  const has = (part: string) => row[`${part}_${name}`] != null
  switch (measure.type) {
    case 'amount':
      return {
        amount: has('covered_s')
          ? decodeAmount(number, has('first_ts'))
          : guessAmount(row, { name, measure, longestMs }),
      }
    case 'counter': {
      if (!has('increase')) return {}
      const { wraps_at: wrapsAt } = measure
      const counter = { increase: number('increase'), first: number('first'), last: number('last') }
      return { counter: wrapsAt === undefined ? counter : { ...counter, wrapsAt } }
    }
    case 'direction':
      return { direction: { sin: number('sin'), cos: number('cos') } }
    case 'measurement':
      return {}
  }
}

function decodeAmount(number: (part: string) => number, hasWindows: boolean): AmountFold {
  const amount = {
    coveredMs: Math.round(number('covered_s') * 1_000),
    overlaps: number('overlaps') > 0,
  }
  if (!hasWindows) return amount
  return {
    ...amount,
    first: { from: number('first_from_ts'), to: number('first_ts') },
    last: { from: number('last_from_ts'), to: number('last_ts') },
  }
}

/** From the sum of the windows, which a row of before has as that of any other field. */
function guessAmount(
  row: InfluxRow,
  { name, measure, longestMs }: { name: string; measure: AmountMeasure; longestMs: number },
): AmountFold {
  const number = (column: string) => Number(row[column] ?? 0)
  const { window_field: windowField, default_window_s: usualS = 0 } = measure
  const unsaid = Math.max(0, number(`count_${name}`) - number(`count_${windowField}`))
  const coveredMs = (number(`sum_${windowField}`) + unsaid * usualS) * 1_000
  return { coveredMs, overlaps: coveredMs > 1.1 * longestMs }
}
