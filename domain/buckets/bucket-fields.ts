import type { AmountMeasure, FieldMeasure } from '../wire/measure.ts'

/** A number that buckets are made of. */
export interface BucketField {
  name: string
  measure: FieldMeasure
  /** It tells of the time up to `ts`: it stands in the bucket that holds `ts` − 1 ms. */
  isBefore: boolean
}

/** The numbers of a kind, and where each stands. */
export interface BucketPlan {
  fields: readonly BucketField[]
  /** Place of each amount's window among the fields; −1 where it is no number. */
  windowAt: readonly number[]
  /** False where all numbers stand at `ts`. */
  hasBefore: boolean
}

const measurement: FieldMeasure = { type: 'measurement' }

/** `names`: the numbers of a kind in the order of their cells. */
export function createBucketPlan(
  names: readonly string[],
  measures: Readonly<Record<string, FieldMeasure>> = {},
): BucketPlan {
  const windows = new Set(
    Object.values(measures)
      .filter(isAmount)
      .map((amount) => amount.window_field),
  )
  const fields = names.map((name) => {
    const measure = measures[name] ?? measurement
    const isBefore = isAmount(measure) || measure.type === 'counter' || windows.has(name)
    return { name, measure, isBefore }
  })
  return {
    fields,
    windowAt: fields.map(({ measure }) =>
      isAmount(measure) ? names.indexOf(measure.window_field) : -1,
    ),
    hasBefore: fields.some(({ isBefore }) => isBefore),
  }
}

const isAmount = (measure: FieldMeasure): measure is AmountMeasure => measure.type === 'amount'
