import { describe, expect, it } from 'vitest'
import type { Fixture } from './fixture.ts'
import {
  always,
  day,
  event,
  hour,
  page,
  quarantine,
  reading,
  t0,
  verdict,
} from './make-readings.ts'

const nothing = { readingsBeforeTs: 0, quarantineBeforeTs: 0, journalUpToSeq: 0 }

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
        event({ event_id: 'e-2', ts: t0 }),
      ])
      const pruned = await fixture.store.prune({ ...nothing, readingsBeforeTs: t0 })
      expect(pruned).toMatchObject({ readings: 3, journal: 0, facts: { event: 1, verdict: 1 } })
      const { items } = await fixture.store.listReadings('flood', 'gauge-1', always, page)
      expect(items.map(({ ts }) => ts)).toEqual([t0, t0 + 1])
      expect(await fixture.store.listRevisions('flood', 'gauge-1', t0 - 1)).toEqual([])
      expect(await fixture.store.counts()).toMatchObject({
        readings: { flood: 2, farm: 0 },
        facts: { event: 1 },
      })
    })

    it('leaves facts that are gone out of the journal', async () => {
      const { seq } = await fixture.store.commit([reading({ ts: t0 - day }), reading()])
      await fixture.store.prune({ ...nothing, readingsBeforeTs: t0 })
      const [batch] = await fixture.store.readJournal(seq - 1, 1)
      expect(batch?.changes).toMatchObject([{ reading: { ts: t0 } }])
    })

    it('takes quarantine and journal by their own limits', async () => {
      await fixture.store.commit([quarantine(), quarantine({ received_ts: t0 + hour })])
      const { seq } = await fixture.store.commit([reading()])
      await fixture.store.commit([reading({ ts: t0 + 1 })])
      const limits = { ...nothing, quarantineBeforeTs: t0 + 1, journalUpToSeq: seq }
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
        .prune({ ...nothing, readingsBeforeTs: t0 })
        .then(({ readings }) => order.push(`pruned ${readings}`))
      const committing = fixture.store.commit([reading()]).then(() => order.push('committed'))
      await Promise.all([pruning, committing])
      expect(order).toEqual(['committed', 'pruned 20000'])
    })
  })
}
