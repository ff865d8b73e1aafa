import type { CityZone } from '#domain/city/zone.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { PageQuery, TimeRange } from '#store/store.ts'
import type { ArchiveReader, Rollup } from '../../port.ts'
import { listBuckets } from '../../rollup/list-buckets.ts'
import { ArchiveError } from '../../archive-error.ts'
import { bucketOf } from '../address.ts'
import type { ArchiveConnection } from '../connect.ts'
import type { FieldPlan } from '../write/field-plan.ts'
import { listRecords } from './read-records.ts'
import { listNumbers } from './read-places.ts'
import { rowsPerQuery, scanReadings, type ReadingQuery } from './read-readings.ts'
import { scanRollups } from './read-rollups.ts'

interface Options {
  city: string
  plans: ReadonlyMap<string, FieldPlan>
  zone: CityZone
  /** Up to which time the rollups of a device are written; 0: buckets from raw points only. */
  rolledTo: (kind: string, device: string) => number
}

/** Reads by InfluxQL. Every method throws `ArchiveError` while the archive is away. */
export function createArchiveReader(
  connection: ArchiveConnection,
  { city, plans, zone, rolledTo }: Options,
): ArchiveReader {
  return {
    listReadings: async (...[kind, device, range, page]) => {
      const [from = range.from] = decodeCursor('readings', page.cursor, 1) ?? []
      const rest = clamp({ from: Math.max(from, range.from), to: range.to })
      const query = { city, plan: getPlan(plans, kind), device, range: rest }
      return listPage(connection, query, page)
    },
    foldReadings: async (...[kind, device, range, every, page]) => {
      const scope = { city, plan: getPlan(plans, kind), device }
      const source = {
        scanReadings: (part: TimeRange) => scanReadings(connection, { ...scope, range: part }),
        scanRollups: (rollup: Rollup, part: TimeRange) =>
          scanRollups(connection, { ...scope, rollup, range: part }),
      }
      const query = { range: clamp(range), every, plan: scope.plan.buckets, zone, page }
      return listBuckets(source, { ...query, rolledTo: rolledTo(kind, device) })
    },
    listFacts: (name, query) =>
      listRecords(connection, city, { ...query, name, range: clamp(query.range) }),
    listNumbers: (record, range, last) =>
      listNumbers(connection, record, { city, range: clamp(range), last }),
    keptMs: () => readKeptMs(connection),
  }
}

/** A token that may read and write points may not see their bucket. */
async function readKeptMs({ dialect, http, address }: ArchiveConnection): Promise<number | null> {
  try {
    const bucket = await dialect.findBucket(http, address, bucketOf(address, 'raw'))
    return bucket?.retentionMs ?? null
  } catch (error) {
    if (error instanceof ArchiveError && !error.isSilent) return null
    throw error
  }
}

// A statement always has a lower bound in time, and no server knows a time before 1970 or after
// 2262 (64-bit nanoseconds).
const latestTs = 9_223_372_036_000
const clamp = ({ from, to }: TimeRange): TimeRange => ({
  from: Math.max(0, from),
  to: Math.min(latestTs, to),
})

async function listPage(connection: ArchiveConnection, query: ReadingQuery, { limit }: PageQuery) {
  const items: Reading[] = []
  const rowsMax = Math.min(rowsPerQuery, limit + 2)
  for await (const readings of scanReadings(connection, query, rowsMax)) {
    for (const reading of readings) {
      if (items.length === limit) {
        return { items, next_cursor: encodeCursor('readings', reading.ts) }
      }
      items.push(reading)
    }
  }
  return { items, next_cursor: null }
}

function getPlan(plans: ReadonlyMap<string, FieldPlan>, kind: string): FieldPlan {
  const plan = plans.get(kind)
  if (!plan) throw new Error(`no kind "${kind}" in the archive`)
  return plan
}
