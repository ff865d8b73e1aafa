import type { Every } from '#domain/city/bucket-spans.ts'
import {
  aggregates,
  defaultAggregates,
  hasAggregate,
  type Aggregate,
} from '#domain/buckets/aggregates.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { measureOf } from '#domain/kinds/measures.ts'
import type { TimeRange } from '#store/store.ts'
import { Problem } from '../problems/problem.ts'

/** Bucket lengths of `every`; a day is a calendar day in the city's zone. */
export const everyLengths = {
  '10s': { ms: 10_000 },
  '1m': { ms: 60_000 },
  '5m': { ms: 300_000 },
  '10m': { ms: 600_000 },
  '15m': { ms: 900_000 },
  '30m': { ms: 1_800_000 },
  '1h': { ms: 3_600_000 },
  '6h': { ms: 21_600_000 },
  '12h': { ms: 43_200_000 },
  '1d': { days: 1 },
} as const satisfies Record<string, Every>

export type EveryName = keyof typeof everyLengths

/** More buckets than this in one range are a scan that only a finer question would need. */
const bucketsMax = 100_000

const dayMs = 86_400_000

/** @throws Problem where the range would hold too many buckets. */
export function parseEvery(name: EveryName, range: TimeRange): Every {
  const every: Every = everyLengths[name]
  const lengthMs = 'ms' in every ? every.ms : dayMs
  if ((range.to - range.from) / lengthMs > bucketsMax) {
    const detail = `At most ${bucketsMax} buckets in a range: take a longer one`
    throw new Problem('query_invalid', 'Too many buckets', [{ pointer: '/every', detail }])
  }
  return every
}

/** @throws Problem for a name that is no aggregate, or one that no field of the kind has. */
export function parseAggregates(list: string | undefined, kind: Kind): readonly Aggregate[] {
  if (list === undefined) return defaultAggregates
  return [...new Set(list.split(','))].map((name) => parseAggregate(name, kind))
}

function parseAggregate(name: string, kind: Kind): Aggregate {
  const known = aggregates.find((aggregate) => aggregate === name)
  if (!known) throw notOffered('Unknown aggregate', `Not one of ${aggregates.join(', ')}: ${name}`)
  const fields = Object.keys(kind.payload.properties)
  if (fields.some((field) => hasAggregate(measureOf(kind, field), known))) return known
  const of = known === 'sum' ? 'an amount over a window' : 'a counter'
  throw notOffered(`No ${known} here`, `Only ${of} has one, and the kind ${kind.id} has none`)
}

const notOffered = (title: string, detail: string) =>
  new Problem('query_invalid', title, [{ pointer: '/agg', detail }])
