import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import { ArchiveError } from '#archive/archive-error.ts'
import { archivedCursor, type History } from '#archive/port.ts'
import { joinHistory } from '#archive/joined/join-history.ts'
import type { Every } from '#domain/city/bucket-spans.ts'
import { aggregates, type Aggregate } from '#domain/buckets/aggregates.ts'
import type { Page, Store } from '#store/store.ts'
import { readBuckets } from '#test/contracts/read-buckets.ts'
import { day, event, hour, keepAll, minute, reading, t0 } from '#test/contracts/make-readings.ts'
import { createTempStore } from '#test/store/temp-store.ts'

/** Three days with a reading every 7 minutes and some events; the recent store keeps one and a bit. */
const now = t0 + 3 * day
const retentionMs = day + 5 * hour + 3 * minute
const all = Array.from({ length: (3 * day) / (7 * minute) }, (_, i) => {
  return [t0 + i * 7 * minute, Math.sin(i / 9)] as const
})
/** Rain beside it, of windows that leave holes, and of some that overlap. */
const gauge = all.map(([ts, level_m], i) =>
  reading({
    ts,
    values: {
      level_m,
      rain_mm: i % 5,
      ...(i % 40 > 2 && { rain_window_s: i % 11 === 0 ? 60 : 420 }),
    },
  }),
)
const events = Array.from({ length: 40 }, (_, i) =>
  event({ event_id: `e-${i}`, ts: t0 + Math.floor(i / 2) * 4 * hour }),
)
const clock = { now: () => now, monotonicMs: () => now }

describe('recent store and archive together', () => {
  let whole: Awaited<ReturnType<typeof createTempStore>>
  let pruned: Awaited<ReturnType<typeof createTempStore>>
  let joined: Store

  beforeAll(async () => {
    whole = await createTempStore()
    pruned = await createTempStore()
    for (const { store } of [whole, pruned]) await store.commit([...gauge, ...events])
    // As earlier programs did, which let events leave with the readings.
    const beforeTs = now - retentionMs
    const limits = { ...keepAll, readingsBeforeTs: beforeTs, recordsBeforeTs: beforeTs }
    await pruned.store.prune(limits)
    // The archive answers as a store does: the contract suite holds for both.
    const archive = { ...whole.store, listFacts: listAsArchive(whole.store) }
    joined = joinHistory({ store: pruned.store, archive, clock, retentionMs })
  })
  afterAll(() => Promise.all([whole.remove(), pruned.remove()]))

  async function readAll<T>(ask: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
    const items: T[] = []
    let cursor: string | undefined
    do {
      const page = await ask(cursor)
      items.push(...page.items)
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    return items
  }

  const anyRange = fc
    .tuple(fc.integer({ min: t0 - day, max: now }), fc.integer({ min: 0, max: 4 * day }))
    .map(([from, lengthMs]) => ({ from, to: from + lengthMs }))

  it('list every reading once, whatever the range and the page', async () => {
    await fc.assert(
      fc.asyncProperty(anyRange, fc.integer({ min: 1, max: 700 }), async (range, limit) => {
        const list = (store: Store, size: number) =>
          readAll((cursor) =>
            store.listReadings('flood', 'gauge-1', range, { limit: size, cursor }),
          )
        expect(await list(joined, Math.max(20, limit))).toEqual(await list(whole.store, 10_000))
      }),
      { numRuns: 25 },
    )
  })

  it('give the same buckets as one store, also the one that the seam divides', async () => {
    const every = fc.constantFrom<Every>({ ms: hour }, { ms: 6 * hour }, { days: 1 }, { ms: day })
    const aggs = fc.subarray<Aggregate>([...aggregates], { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(
        fc.record({ range: anyRange, every, aggs, limit: fc.integer({ min: 1, max: 60 }) }),
        async ({ range, every, aggs, limit }) => {
          const list = (store: Store, size: number) =>
            readAll((cursor) => {
              const page = { limit: size, cursor }
              return readBuckets(store, { range, every, aggs, page })
            })
          const [got, exact] = [await list(joined, limit), await list(whole.store, 10_000)]
          expect(got.map(({ ts, count }) => [ts, count])).toEqual(
            exact.map(({ ts, count }) => [ts, count]),
          )
          for (const [i, { values }] of exact.entries()) {
            expect(round(got[i]?.values)).toEqual(round(values))
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('list every event once', async () => {
    for (const limit of [1, 3, 7, 100]) {
      const range = { from: t0, to: now }
      const got = await readAll((cursor) =>
        joined.listFacts('event', { device: 'bus-1', range, limit, cursor }),
      )
      expect(got.map(({ event_id }) => event_id)).toEqual(
        Array.from({ length: 36 }, (_, i) => `e-${i}`),
      )
    }
  })

  it('go on with the recent part while the archive is away, and say from where it is complete', async () => {
    const away = () => Promise.reject(new ArchiveError('ECONNREFUSED', { isSilent: true }))
    const archive = { listReadings: away, foldReadings: away, listFacts: away }
    const alone = joinHistory({ store: pruned.store, archive, clock, retentionMs })
    const seam = now - retentionMs + hour
    const range = { from: t0, to: now }
    const page = await alone.listReadings('flood', 'gauge-1', range, { limit: 10_000 })
    expect(page.complete_from_ts).toBe(seam)
    expect(page.items.map(({ ts }) => ts)).toEqual(all.map(([ts]) => ts).filter((ts) => ts >= seam))
    const kept = joinHistory({ store: whole.store, archive, clock, retentionMs })
    const every = await kept.listFacts('event', { range, limit: 100 })
    expect(every).toMatchObject({ items: { length: 36 }, next_cursor: null })
    expect(every.complete_from_ts).toBeUndefined()
    const recent = await alone.listReadings(
      'flood',
      'gauge-1',
      { from: seam, to: now },
      {
        limit: 10_000,
      },
    )
    expect(recent).not.toHaveProperty('complete_from_ts')
  })
})

/** Sums of the same numbers in another order differ in their last digits. */
const round = (values: unknown) =>
  JSON.parse(JSON.stringify(values), (_, value) =>
    typeof value === 'number' ? Number(value.toFixed(9)) : (value as unknown),
  ) as unknown

/** The one list whose cursor is of its own kind in the archive. */
function listAsArchive(store: Store): History['listFacts'] {
  const translate = (cursor: string | null | undefined, from: string, to: string) => {
    const position = decodeCursor(from, cursor ?? undefined, 2)
    return position && encodeCursor(to, ...position)
  }
  return async (name, { cursor, ...query }) => {
    const own = translate(cursor, archivedCursor('events'), 'events')
    const page = await store.listFacts(name, { ...query, cursor: own })
    const next_cursor = translate(page.next_cursor, 'events', archivedCursor('events')) ?? null
    return { ...page, next_cursor }
  }
}
