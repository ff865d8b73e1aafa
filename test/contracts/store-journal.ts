import { beforeEach, describe, expect, it } from 'vitest'
import type { CommitItem, StoredChange } from '#domain/commit.ts'
import type { Fixture } from './fixture.ts'
import { createNumbering } from './number-facts.ts'
import {
  always,
  checkpoint,
  crossing,
  event,
  hour,
  keepAll,
  levels,
  page,
  quarantine,
  reading,
  status,
  t0,
  verdict,
} from './make-readings.ts'
import { readingChange } from '#test/support/reading-change.ts'

export function describeJournal(fixture: Fixture): void {
  let number = createNumbering()
  beforeEach(() => {
    number = createNumbering()
  })

  /** Commits, and says what the journal is to hold of it. */
  async function commit(items: readonly CommitItem[]) {
    const { seq, committed_ts, outcomes, merges = [] } = await fixture.store.commit(items)
    const changes = items.flatMap((item, i): StoredChange[] => {
      const outcome = outcomes[i]
      if (outcome === undefined) throw new Error('an item without an outcome')
      if (item.type === 'checkpoint') return []
      if (item.type !== 'reading') return [{ ...number(item), outcome }]
      const merge = merges.find(({ index }) => index === i)
      const met = merge && { reading: merge.reading, fields: merge.fields }
      return [{ ...readingChange(item.reading, outcome), ...met }]
    })
    return { seq, committed_ts, changes }
  }

  describe('the journal', () => {
    it('gives back every batch as it was committed, whatever came later', async () => {
      const batches = [
        await commit([reading({ flag: 3, reasons: ['step:level_m'] }), quarantine(), status()]),
        await commit([
          reading({ received_ts: t0 + hour, seq: 8, boot: 'again', origin: 'replay' }),
          reading({ values: { level_m: 2 }, seq: 9 }),
          event(),
          crossing(),
        ]),
        await commit([verdict(), event({ received_ts: t0 + hour, seq: 3 })]),
        await commit([event({ body: { passengers: 3 } }), reading({ values: { level_m: 3 } })]),
        await commit([reading(), verdict({ flag: 1, reasons: [] }), status({ online: false })]),
      ]
      expect(await fixture.store.readJournal(0, 100)).toEqual(batches)
      await fixture.reopen()
      expect(await fixture.store.readJournal(0, 100)).toEqual(batches)
    })

    it('is read in order, from where one stands, a few at a time', async () => {
      const seqs: number[] = []
      for (let i = 0; i < 6; i++) seqs.push((await commit(levels([[t0 + i, i]]))).seq)
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      const some = await fixture.store.readJournal(seqs[1] ?? 0, 3)
      expect(some.map(({ seq }) => seq)).toEqual(seqs.slice(2, 5))
      expect(await fixture.store.readJournal(seqs[5] ?? 0, 3)).toEqual([])
    })

    it('keeps the order of commits that were not waited for', async () => {
      const pending = Array.from({ length: 20 }, (_, i) => fixture.store.commit(levels([[t0, i]])))
      const seqs = (await Promise.all(pending)).map(({ seq }) => seq)
      expect(new Set(seqs).size).toBe(20)
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      const { items } = await fixture.store.listReadings('flood', 'gauge-1', always, page)
      expect(items[0]?.values).toEqual({ level_m: 19 })
    })

    it('does not use a sequence twice after everything was pruned', async () => {
      const { seq } = await commit([reading()])
      const limits = { ...keepAll, journalUpToSeq: seq }
      expect((await fixture.store.prune(limits)).journal).toBe(1)
      await fixture.reopen()
      expect((await commit([reading({ ts: t0 + 1 })])).seq).toBeGreaterThan(seq)
    })
  })

  describe('projections', () => {
    it('of a new consumer are empty', async () => {
      expect(await fixture.store.loadProjection('board')).toEqual({ seq: 0, entries: [] })
    })

    it('stand at their cursor, each consumer for itself', async () => {
      const { seq } = await commit([reading()])
      await commit([
        checkpoint('board', seq, [
          { key: 'gauge-1', value: { latest: [1, null] } },
          { key: 'gauge-2', value: 'old' },
        ]),
        checkpoint('levels', 0, [{ key: 'gauge-1', value: 2 }]),
      ])
      await commit([
        crossing(),
        checkpoint('board', seq + 1, [
          { key: 'gauge-2', value: null },
          { key: 'gauge-3', value: false },
        ]),
      ])
      await fixture.reopen()
      const { seq: stands, entries } = await fixture.store.loadProjection('board')
      expect(stands).toBe(seq + 1)
      expect(Object.fromEntries(entries)).toEqual({
        'gauge-1': { latest: [1, null] },
        'gauge-3': false,
      })
      expect((await fixture.store.loadProjection('levels')).entries).toEqual([['gauge-1', 2]])
    })

    it('alone leave nothing in the journal', async () => {
      const { seq } = await commit([reading()])
      expect(await fixture.store.commit([checkpoint('board', seq)])).toMatchObject({ seq })
      expect(await fixture.store.commit([])).toMatchObject({ seq, outcomes: [] })
      expect(await fixture.store.readJournal(seq, 10)).toEqual([])
    })

    it('are not stored when the batch they came with was not', async () => {
      const items = [crossing(), checkpoint('levels', 5), reading({ values: { lava_m: 1 } })]
      await expect(fixture.store.commit(items)).rejects.toThrow('lava_m')
      expect((await fixture.store.loadProjection('levels')).seq).toBe(0)
      expect((await fixture.store.counts()).facts['crossing']).toBe(0)
    })
  })
}
