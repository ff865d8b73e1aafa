import { aggregates } from '#domain/buckets/aggregates.ts'
import { createBucketPlan } from '#domain/buckets/bucket-fields.ts'
import type { BucketFold } from '#domain/buckets/bucket-fold.ts'
import { createBucketResources } from '#domain/buckets/bucket-resources.ts'
import { createBucketRun } from '#domain/buckets/bucket-run.ts'
import { createBucketSpans, type Every } from '#domain/city/bucket-spans.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Flag, Reason } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'

export interface Said {
  ts: number
  values: Values
  flag?: Flag
  reasons?: readonly Reason[]
}

/** A kind of the tests' own: rain over a window, a counter that wraps, a direction, a level. */
const names = ['rain_mm', 'window_s', 'tips', 'heading_deg', 'level_m']
export const plan = createBucketPlan(names, {
  rain_mm: { type: 'amount', window_field: 'window_s', default_window_s: 600 },
  tips: { type: 'counter', wraps_at: 65_536 },
  heading_deg: { type: 'direction' },
})

interface Query {
  every: Every
  zone: CityZone
  from: number
  to: number
}

/** The buckets of readings, oldest first. */
export function foldAll(said: readonly Said[], { every, zone, from, to }: Query): BucketFold[] {
  const run = createBucketRun({
    plan,
    spanOf: createBucketSpans(every, zone, from),
    limit: Infinity,
  })
  for (const { ts, values, flag = 1, reasons = [] } of said) {
    const cells = names.map((name) => values[name])
    run.addReading({ ts, flag, reasons, cells, offset: 0 }, { from, to })
  }
  return run.finish().items
}

export const present = (items: readonly BucketFold[]) =>
  createBucketResources({ items, tails: {} }, aggregates)
