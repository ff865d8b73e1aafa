import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { PageQuery, Store, TimeRange } from '#store/store.ts'
import type { ArchiveConnection } from './connect.ts'
import { createFieldPlan, type FieldPlan } from './field-plan.ts'
import { listBuckets } from './read-buckets.ts'
import { listCrossingNumbers } from './read-crossings.ts'
import { listArchivedEvents } from './read-events.ts'
import { rowsPerQuery, scanReadings, type ReadingQuery } from './read-readings.ts'

/** What the archive can answer of the store's questions; the same rules, the same cursors. */
export type History = Pick<Store, 'listReadings' | 'aggregateReadings' | 'listEvents'>

/** The archive alone, for whoever compares what is there. */
export interface ArchiveReader extends History {
  /** Numbers of the archived crossings up to `last` whose time lies in the range. */
  listCrossingNumbers(range: TimeRange, last: number): Promise<number[]>
}

interface Options {
  /** Gives the connection, or throws `ArchiveError`. */
  connect: () => Promise<ArchiveConnection>
  city: string
  kinds: readonly Kind[]
  timeZone: string
  /** Up to which time the rollups of a device are written; 0: buckets from raw points only. */
  rolledTo: (kind: string, device: string) => number
}

/** Reads by InfluxQL. Every method throws `ArchiveError` while the archive is away. */
export function createArchiveReader(options: Options): ArchiveReader {
  const { connect, city, timeZone, rolledTo } = options
  const plans = new Map(options.kinds.map((kind) => [kind.id, createFieldPlan(kind)]))
  const zone = createCityZone(timeZone)

  return {
    listReadings: async (...[kind, device, range, page]) => {
      const [from = range.from] = decodeCursor('readings', page.cursor, 1) ?? []
      const plan = getPlan(plans, kind)
      const rest = clamp({ from: Math.max(from, range.from), to: range.to })
      const query = { city, plan, device, range: rest }
      return listPage(await connect(), query, page)
    },
    aggregateReadings: async (...[kind, device, range, every, aggs, page]) =>
      listBuckets(await connect(), {
        city,
        plan: getPlan(plans, kind),
        device,
        range: clamp(range),
        every,
        aggs,
        zone,
        page,
        rolledTo: rolledTo(kind, device),
      }),
    listEvents: async (device, range, page) =>
      listArchivedEvents(await connect(), { city, device, range: clamp(range) }, page),
    listCrossingNumbers: async (range, last) =>
      listCrossingNumbers(await connect(), { city, range: clamp(range), last }),
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
