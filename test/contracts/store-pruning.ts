import { describe, expect, it } from 'vitest'
import type { Fixture } from './fixture.ts'
import {
  always,
  crossing,
  day,
  event,
  hour,
  keepAll,
  page,
  quarantine,
  reading,
  t0,
  verdict,
} from './make-readings.ts'

export function describePruning(fixture: Fixture): void {
  describe('pruning', () => {
    it('deletes what is older, to the millisecond, and counts it', async () => {
      const times = [t0 - 200 * day, t0 - 1, t0, t0 + 1]
      await fixture.store.commit([
        ...times.map((ts) => reading({ ts })),
        reading({ ts: t0 - 1, values: { level_m: 8 } }),
        reading({ kind: 'farm', device: 'rice-1', ts: t0 - 5, values: { air_temp_c: 3 } }),
        verdict({ ts: t0 - 1 }),
        event({ ts: t0 - 1 }),
      ])
      const pruned = await fixture.store.prune({ ...keepAll, readingsBeforeTs: t0 })
      expect(pruned).toMatchObject({ readings: 3, journal: 0, facts: { event: 0, verdict: 1 } })
      const { items } = await fixture.store.listReadings('flood', 'gauge-1', always, page)
      expect(items.map(({ ts }) => ts)).toEqual([t0, t0 + 1])
      expect(await fixture.store.listRevisions('flood', 'gauge-1', t0 - 1)).toEqual([])
      expect(await fixture.store.counts()).toMatchObject({
        readings: { flood: 2, farm: 0 },
        facts: { event: 1 },
      })
    })

    it('keeps events and crossings until their own limit, whatever readings do', async () => {
      await fixture.store.commit([
        event({ ts: t0 - 1 }),
        event({ ts: t0 - 1, body: { passengers: 3 } }),
        event({ event_id: 'e-2' }),
        crossing({ ts: t0 - 1 }),
        crossing(),
      ])
      await fixture.store.prune({ ...keepAll, readingsBeforeTs: t0 + day })
      expect((await fixture.store.counts()).facts).toMatchObject({ event: 2, crossing: 2 })
      const pruned = await fixture.store.prune({ ...keepAll, recordsBeforeTs: t0 })
      expect(pruned.facts).toMatchObject({ event: 1, crossing: 1 })
      expect((await fixture.store.counts()).facts).toMatchObject({ event: 1, crossing: 1 })
      await fixture.store.commit([crossing()])
      const { items } = await fixture.store.listFacts('crossing', page)
      expect(items.map(({ crossing_seq }) => crossing_seq)).toEqual([3, 2])
    })

    it('takes note and door out of old events, of every version, once', async () => {
      const door = { lat: 35.681236, lon: 139.767125, note: '玄関前で待つ' }
      const many = Array.from({ length: 2_500 }, (_, i) =>
        event({ event_id: `m-${i}`, ts: t0 - day, body: { ...door, passengers: i } }),
      )
      await fixture.store.commit([
        event({ ts: t0 - 1, body: { ...door, passengers: 1 } }),
        event({ ts: t0 - 1, body: { ...door, passengers: 2 } }),
        event({ event_id: 'e-2', body: door }),
        ...many,
      ])
      const limits = { ...keepAll, reduceBeforeTs: t0 }
      expect((await fixture.store.prune(limits)).reduced).toEqual({ event: 2_502 })
      expect((await fixture.store.prune(limits)).reduced).toEqual({ event: 0 })
      const { items } = await fixture.store.listFacts('event', { range: always, ...page })
      expect(items.at(-1)?.body).toEqual(door)
      const cell = { lat: 35.680208, lon: 139.767188, mesh: '5339461132' }
      expect(items.at(-2)?.body).toEqual({ ...cell, passengers: 2 })
      // The older version shows when it comes again, and nothing of the person with it.
      const [batch] = await fixture.store.readJournal(0, 1)
      expect(JSON.stringify(batch?.changes.slice(0, 2))).not.toContain('玄関')
      expect((await fixture.store.prune({ ...limits, reduceBeforeTs: t0 + 1 })).reduced).toEqual({
        event: 1,
      })
    })

    it('leaves facts that are gone out of the journal', async () => {
      const { seq } = await fixture.store.commit([reading({ ts: t0 - day }), reading()])
      await fixture.store.prune({ ...keepAll, readingsBeforeTs: t0 })
      const [batch] = await fixture.store.readJournal(seq - 1, 1)
      expect(batch?.changes).toMatchObject([{ reading: { ts: t0 } }])
    })

    it('takes quarantine and journal by their own limits', async () => {
      await fixture.store.commit([quarantine(), quarantine({ received_ts: t0 + hour })])
      const { seq } = await fixture.store.commit([reading()])
      await fixture.store.commit([reading({ ts: t0 + 1 })])
      const limits = { ...keepAll, quarantineBeforeTs: t0 + 1, journalUpToSeq: seq }
      expect(await fixture.store.prune(limits)).toMatchObject({
        readings: 0,
        journal: 2,
        facts: { quarantine: 1 },
      })
      expect((await fixture.store.counts()).facts['quarantine']).toBe(1)
      expect(await fixture.store.readJournal(0, 10)).toHaveLength(1)
    })

    it('lets commits through while it goes on', async () => {
      const old = Array.from({ length: 20_000 }, (_, i) => reading({ ts: t0 - day + i }))
      await fixture.store.commit(old)
      const order: string[] = []
      const pruning = fixture.store
        .prune({ ...keepAll, readingsBeforeTs: t0 })
        .then(({ readings }) => order.push(`pruned ${readings}`))
      const committing = fixture.store.commit([reading()]).then(() => order.push('committed'))
      await Promise.all([pruning, committing])
      expect(order).toEqual(['committed', 'pruned 20000'])
    })
  })
}
