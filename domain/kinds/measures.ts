import type { Values } from '../readings/values.ts'
import type { AmountMeasure, FieldMeasure } from '../wire/measure.ts'
import type { Kind } from './kind.ts'

const measurement: FieldMeasure = { type: 'measurement' }

/** What a field of a kind measures; a plain measurement where the kind declares nothing. */
export const measureOf = ({ measures }: Pick<Kind, 'measures'>, field: string): FieldMeasure =>
  measures?.[field] ?? measurement

/** How long an amount was gathered, ms; undefined where neither reading nor kind say it. */
export function amountWindowMs(amount: AmountMeasure, values: Values): number | undefined {
  const sent = values[amount.window_field]
  const seconds = sent === undefined ? amount.default_window_s : sent
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : undefined
}

/**
 * Groups of fields that mean something only together: those that the kind declares, and each
 * amount with its window. No field is in two groups: amounts of one window are one group.
 */
export function listTogether({
  together = [],
  measures = {},
}: Pick<Kind, 'together' | 'measures'>): string[][] {
  const groups: string[][] = []
  const amounts = Object.entries(measures).flatMap(([name, measure]) =>
    measure.type === 'amount' ? [[name, measure.window_field]] : [],
  )
  for (const fields of [...together, ...amounts]) {
    const touched = groups.filter((group) => group.some((name) => fields.includes(name)))
    const rest = groups.filter((group) => !touched.includes(group))
    groups.splice(0, groups.length, ...rest, [...new Set([...touched.flat(), ...fields])])
  }
  return groups
}
