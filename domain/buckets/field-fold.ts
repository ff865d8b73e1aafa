import type { FieldMeasure } from '../wire/measure.ts'
import {
  followAmount,
  joinAmounts,
  singleAmount,
  type AmountFold,
  type Window,
} from './amount-fold.ts'
import { followCounter, joinCounters, singleCount, type CounterFold } from './counter-fold.ts'
import { joinDirections, singleDirection, type DirectionFold } from './direction-fold.ts'

/** The numbers of one field over some time; only made once it has a value. Plain data. */
export interface FieldFold {
  count: number
  sum: number
  min: number
  max: number
  /** Device time of the (first) maximum, epoch ms. */
  maxTs: number
  last: number
  amount?: AmountFold
  counter?: CounterFold
  direction?: DirectionFold
}

/** What a field said before a bucket, as far as the bucket needs it. */
export interface FieldTail {
  window?: Window | undefined
  count?: number | undefined
}

interface SingleValue {
  ts: number
  value: number
  measure: FieldMeasure
  /** Of an amount: the window that ends at `ts`. */
  windowMs: number
}

export function singleFold({ ts, value, measure, windowMs }: SingleValue): FieldFold {
  const fold = { count: 1, sum: value, min: value, max: value, maxTs: ts, last: value }
  switch (measure.type) {
    case 'amount':
      return { ...fold, amount: singleAmount({ from: ts - windowMs, to: ts }) }
    case 'counter':
      return { ...fold, counter: singleCount(value, measure.wraps_at) }
    case 'direction':
      return { ...fold, direction: singleDirection(value) }
    case 'measurement':
      return fold
  }
}

/** Adds what came later to what came earlier. */
export function joinInto(fold: FieldFold, later: FieldFold): void {
  fold.count += later.count
  fold.sum += later.sum
  if (later.min < fold.min) fold.min = later.min
  if (later.max > fold.max) {
    fold.max = later.max
    fold.maxTs = later.maxTs
  }
  fold.last = later.last
  if (fold.amount && later.amount) fold.amount = joinAmounts(fold.amount, later.amount)
  if (fold.counter && later.counter) fold.counter = joinCounters(fold.counter, later.counter)
  if (fold.direction && later.direction) {
    fold.direction = joinDirections(fold.direction, later.direction)
  }
}

/** A field seen behind what it said before. */
export function followField(before: FieldTail | undefined, fold: FieldFold): FieldFold {
  const { amount, counter } = fold
  if (!before || (!amount && !counter)) return fold
  return {
    ...fold,
    ...(amount && { amount: followAmount(before.window, amount) }),
    ...(counter && { counter: followCounter(before.count, counter) }),
  }
}

export const tailOf = ({ amount, counter }: FieldFold): FieldTail => ({
  ...(amount?.last && { window: amount.last }),
  ...(counter && { count: counter.last }),
})
