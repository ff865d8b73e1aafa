import type { FieldMeasure } from '../wire/measure.ts'

/** The aggregates there are; a bucket leaves out readings whose flag is fail or missing. */
export const aggregates = ['min', 'mean', 'max', 'last', 'count', 'sum', 'increase'] as const
export type Aggregate = (typeof aggregates)[number]

/** What a chart needs where a query does not say. */
export const defaultAggregates: readonly Aggregate[] = ['min', 'mean', 'max', 'sum', 'increase']

/** Whether an aggregate means something for such a field: nothing is less than a direction. */
export function hasAggregate({ type }: FieldMeasure, aggregate: Aggregate): boolean {
  if (aggregate === 'sum') return type === 'amount'
  if (aggregate === 'increase') return type === 'counter'
  if (aggregate === 'min' || aggregate === 'max') return type !== 'direction'
  return true
}
