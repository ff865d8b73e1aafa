import { describe, expect, it } from 'vitest'
import { quarantinePayloadMax } from '#domain/payload/quarantine.ts'
import type { Page } from '#store/store.ts'
import type { Fixture } from './fixture.ts'
import {
  always,
  crossing,
  event,
  makeCrossing,
  makeEvent,
  makeQuarantined,
  names,
  page,
  quarantine,
  t0,
} from './make-readings.ts'

/** Follows the cursors to the end. */
async function readAll<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    const got = await read(cursor)
    all.push(...got.items)
    cursor = got.next_cursor ?? undefined
  } while (cursor !== undefined)
  return all
}

export function describeFacts(fixture: Fixture): void {
  describe('events', () => {
    it('have (device, event_id) as key, like readings otherwise', async () => {
      const reordered = { passengers: 2, ts: t0, type: 'pickup', event_id: 'e-1' }
      const { outcomes } = await fixture.store.commit([
        event(),
        event({ received_ts: t0 + 99, body: reordered }),
        event({ body: { passengers: 3 } }),
        event(),
        event({ device: 'bus-2' }),
      ])
      expect(outcomes.map((outcome) => names[outcome])).toEqual([
        'stored',
        'duplicate',
        'revision',
        'duplicate',
        'stored',
      ])
      const { items } = await fixture.store.listFacts('event', {
        device: 'bus-1',
        range: always,
        ...page,
      })
      expect(items).toEqual([makeEvent({ body: { passengers: 3 } })])
      expect((await fixture.store.counts()).facts['event']).toBe(2)
    })

    it('are the same under another number: a device told it again after its restart', async () => {
      const told = (seq: number, boot: string, more: object = {}) => {
        const { body } = makeEvent()
        return event({ seq, boot, body: { ...body, ...more, seq, boot } })
      }
      const { outcomes } = await fixture.store.commit([
        told(7, 'a'),
        told(1, 'b'),
        told(2, 'b', { passengers: 3 }),
      ])
      const made = outcomes.map((outcome) => names[outcome])
      expect(made).toEqual(['stored', 'duplicate', 'revision'])
    })

    it('are listed by time, of all devices or one, in pages', async () => {
      const sent = Array.from({ length: 9 }, (_, i) =>
        makeEvent({ event_id: `e-${i}`, device: `bus-${i % 2}`, ts: t0 - Math.floor(i / 3) }),
      )
      await fixture.store.commit(sent.map((each) => ({ type: 'event', record: each })))
      const all = await readAll((cursor) =>
        fixture.store.listFacts('event', { range: always, limit: 2, cursor }),
      )
      expect(all).toEqual(sent.toSorted((a, b) => a.ts - b.ts))
      const newest = await readAll((cursor) =>
        fixture.store.listFacts('event', { range: always, limit: 2, cursor, newestFirst: true }),
      )
      expect(newest).toEqual(all.toReversed())
      const ofOne = await fixture.store.listFacts('event', {
        device: 'bus-1',
        range: { from: t0, to: t0 + 1 },
        ...page,
      })
      expect(ofOne.items.map(({ event_id }) => event_id)).toEqual(['e-1'])
      const ofNobody = await fixture.store.listFacts('event', { device: 'nobody', ...page })
      expect(ofNobody.items).toEqual([])
    })
  })

  describe('crossings', () => {
    it('are numbered from 1 without a hole, across failures and restarts', async () => {
      await fixture.store.commit([crossing(), crossing({ device: 'gauge-2' })])
      await fixture.store
        .commit([crossing(), { ...crossing(), type: 'lava' } as never])
        .catch(() => {})
      await fixture.reopen()
      await fixture.store.commit([crossing({ to_level: 3 })])
      const { items } = await fixture.store.listFacts('crossing', page)
      expect(items.map(({ crossing_seq }) => crossing_seq)).toEqual([3, 2, 1])
      expect(items[0]).toEqual({ ...makeCrossing({ to_level: 3 }), crossing_seq: 3 })
    })

    it('are listed newest first, of one device, after a number, in pages', async () => {
      await fixture.store.commit(
        Array.from({ length: 7 }, (_, i) => crossing({ device: `gauge-${i % 2}` })),
      )
      const seqs = async (filter: { device?: string; afterNumber?: number }) => {
        const all = await readAll((cursor) =>
          fixture.store.listFacts('crossing', { ...filter, limit: 2, cursor }),
        )
        return all.map(({ crossing_seq }) => crossing_seq)
      }
      expect(await seqs({})).toEqual([7, 6, 5, 4, 3, 2, 1])
      expect(await seqs({ afterNumber: 4 })).toEqual([7, 6, 5])
      expect(await seqs({ device: 'gauge-1' })).toEqual([6, 4, 2])
      expect(await seqs({ device: 'nobody' })).toEqual([])
    })

    it('are listed without withdrawals and what they withdrew where only those in force are asked', async () => {
      const withdrawal = { withdraws: 2, reason: 'judged', confirmed: false, confirms: 1 } as const
      const withdrawn = [crossing(), crossing({ found: 'later' }), crossing(withdrawal), crossing()]
      await fixture.store.commit(withdrawn)
      const listed = async (inForce: boolean) => {
        const { items } = await fixture.store.listFacts('crossing', { inForce, ...page })
        return items.map(({ crossing_seq }) => crossing_seq)
      }
      expect(await listed(true)).toEqual([4, 1])
      expect(await listed(false)).toEqual([4, 3, 2, 1])
      const { items } = await fixture.store.listFacts('crossing', page)
      expect(items[1]).toMatchObject(withdrawal)
      expect(items[2]).toMatchObject({ found: 'later', withdraws: null, reason: null })
    })
  })

  describe('quarantine', () => {
    it('keeps what was refused, newest first', async () => {
      await fixture.store.commit([quarantine(), quarantine({ device: 'gauge-2', index: 3 })])
      const { items } = await fixture.store.listFacts('quarantine', page)
      expect(items.map(({ id: _id, ...rest }) => rest)).toEqual([
        makeQuarantined({ device: 'gauge-2', index: 3 }),
        makeQuarantined(),
      ])
      const ofOne = await readAll((cursor) =>
        fixture.store.listFacts('quarantine', { device: 'gauge-2', limit: 1, cursor }),
      )
      expect(ofOne).toHaveLength(1)
    })

    it('keeps no more of a payload than its limit', async () => {
      await fixture.store.commit([quarantine({ payload: 'x'.repeat(1_000_000) })])
      const { items } = await fixture.store.listFacts('quarantine', page)
      expect(items[0]?.payload).toHaveLength(quarantinePayloadMax)
    })
  })
}
