import {
  archivedCursor,
  type ArchiveDatabase,
  type ArchiveFact,
  type ArchiveReader,
  type ArchiveSession,
  type Delivery,
  type Rollup,
  type RollupWindow,
} from '#archive/port.ts'
import { listBuckets } from '#archive/rollup/list-buckets.ts'
import { sumUpDay, sumUpHours, type OriginFold } from '#archive/rollup/sum-up.ts'
import type { BucketPlan } from '#domain/buckets/bucket-fields.ts'
import { getKind } from '#domain/kinds/index.ts'
import { createFieldPlan } from '#archive/influx/write/field-plan.ts'
import type { CityZone } from '#domain/city/zone.ts'
import { timeOf, valueOf } from '#domain/facts/archive-record.ts'
import { findArchivedFact } from '#domain/facts/archived-facts.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { TimeRange } from '#store/store.ts'

const planOf = (kind: string): BucketPlan => createFieldPlan(getKind(kind)).buckets

type RecordedFact = Extract<ArchiveFact, { type: 'record' }>

/** What outlives a session: an archive in maps, as small as the port allows. */
class Kept {
  readonly readings = new Map<string, Reading>()
  readonly records = new Map<string, RecordedFact>()
  readonly rollups = new Map<string, OriginFold>()
  readonly claims = new Map<string, Parameters<ArchiveSession['sign']>[0]>()

  listReadings(kind: string, device: string, { from, to }: TimeRange): Reading[] {
    return [...this.readings.values()]
      .filter((each) => each.kind === kind && each.device === device)
      .filter(({ ts }) => ts >= from && ts < to)
      .toSorted((a, b) => a.ts - b.ts)
  }

  listRecords(name: string, { from, to }: TimeRange): RecordedFact[] {
    const at = ({ record, fact }: RecordedFact) => timeOf(record, fact)
    return [...this.records.values()]
      .filter((each) => each.record.name === name && at(each) >= from && at(each) < to)
      .toSorted((a, b) => at(a) - at(b))
  }

  listRollups(rollup: Rollup, { kind, device, from, to }: RollupWindow): OriginFold[] {
    const prefix = `${rollup} ${kind} ${device} `
    return [...this.rollups]
      .filter(([key, { fold }]) => key.startsWith(prefix) && fold.ts >= from && fold.ts < to)
      .map(([, found]) => found)
      .toSorted((a, b) => a.fold.ts - b.fold.ts)
  }

  keep(fact: ArchiveFact): void {
    if (fact.type === 'reading') {
      const { kind, device, ts } = fact.reading
      this.readings.set(`${kind} ${device} ${ts}`, fact.reading)
    } else {
      const { name, identity } = fact.record
      const id = String(valueOf(fact.fact, identity.field))
      this.records.set(`${name} ${fact.fact.device} ${id}`, fact)
    }
  }
}

/** An archive that forgets with its process; each call opens the same one. */
export function createMapArchive(zone: CityZone): () => ArchiveDatabase {
  const kept = new Kept()
  return () => ({
    open: () => Promise.resolve(createSession(kept, zone)),
    close: () => undefined,
  })
}

function createSession(kept: Kept, zone: CityZone): ArchiveSession {
  const written = (points: number): Delivery => {
    return { kind: 'written', points, expired: 0, refused: [], unfit: [] }
  }

  async function sumUp(rollup: Rollup, window: RollupWindow): Promise<OriginFold[]> {
    if (rollup === '1d') return sumUpDay(kept.listRollups('1h', window), window.from)
    const { kind, device, from, to } = window
    return sumUpHours((range) => scan(kept.listReadings(kind, device, range)), {
      range: { from, to },
      plan: planOf(kind),
      zone,
    })
  }

  return {
    server: 'maps',
    clockSkewMs: 0,
    loadKeptMs: () => Promise.resolve(null),
    deliver: (facts) => {
      for (const fact of facts) kept.keep(fact)
      return Promise.resolve(written(facts.length))
    },
    findReading: ({ kind, device, ts }) =>
      Promise.resolve(kept.readings.get(`${kind} ${device} ${ts}`)),
    rollUp: async (rollup, windows) => {
      for (const window of windows) {
        for (const sum of await sumUp(rollup, window)) {
          const key = `${rollup} ${window.kind} ${window.device} ${sum.fold.ts} ${sum.origin}`
          kept.rollups.set(key, sum)
        }
      }
      return written(windows.length)
    },
    listClaims: (sinceTs) =>
      Promise.resolve([...kept.claims.values()].filter(({ aliveTs }) => aliveTs >= sinceTs)),
    sign: (claim) => {
      kept.claims.set(claim.journal, claim)
      return Promise.resolve(undefined)
    },
    read: (rolledTo) => createMapReader(kept, { zone, rolledTo }),
  }
}

function createMapReader(
  kept: Kept,
  { zone, rolledTo }: { zone: CityZone; rolledTo: (kind: string, device: string) => number },
): ArchiveReader {
  return {
    keptMs: () => Promise.resolve(null),
    listReadings: async (...[kind, device, range, { cursor, limit }]) => {
      const [from = range.from] = decodeCursor('readings', cursor, 1) ?? []
      const found = kept.listReadings(kind, device, { ...range, from: Math.max(from, range.from) })
      const next = found[limit]
      const next_cursor = next ? encodeCursor('readings', next.ts) : null
      return Promise.resolve({ items: found.slice(0, limit), next_cursor })
    },
    foldReadings: async (...[kind, device, range, every, page]) => {
      const source = {
        scanReadings: (part: TimeRange) => scan(kept.listReadings(kind, device, part)),
        scanRollups: (rollup: Rollup, part: TimeRange) =>
          scanFolds(kept.listRollups(rollup, { kind, device, ...part })),
      }
      const query = { range, every, plan: planOf(kind), page, zone }
      return listBuckets(source, { ...query, rolledTo: rolledTo(kind, device) })
    },
    listFacts: async (name, { device, range, cursor, limit }) => {
      const list = archivedCursor(findArchivedFact(name)?.list?.path ?? name)
      const [from = range.from, skip = 0] = decodeCursor(list, cursor, 2) ?? []
      const records = kept.listRecords(name, { ...range, from })
      const found = records.filter(({ fact }) => device === undefined || fact.device === device)
      const given = found.slice(0, skip + limit)
      const next = found[skip + limit]
      const tsOf = ({ record, fact }: (typeof found)[number]) => timeOf(record, fact)
      const atNext = given.filter((one) => next && tsOf(one) === tsOf(next)).length
      return Promise.resolve({
        items: given.slice(skip).map(({ fact }) => fact as never),
        next_cursor: next ? encodeCursor(list, tsOf(next), atNext) : null,
      })
    },
    listNumbers: (record, range, last) => {
      const numbers = kept
        .listRecords(record.name, range)
        .map(({ fact }) => Number(valueOf(fact, record.identity.field)))
      return Promise.resolve(numbers.filter((number) => number <= last))
    },
  }
}

async function* scan(readings: readonly Reading[]): AsyncGenerator<Reading[]> {
  await Promise.resolve()
  yield [...readings]
}

async function* scanFolds(sums: readonly OriginFold[]): AsyncGenerator<OriginFold['fold']> {
  await Promise.resolve()
  for (const { fold } of sums) yield fold
}
