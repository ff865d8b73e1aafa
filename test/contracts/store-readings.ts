import { describe, expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { encodeCursor } from '#store/cursor.ts'
import { InvalidCursorError, StoreError, type Revision } from '#store/store.ts'
import type { Fixture } from './fixture.ts'
import {
  always,
  day,
  hour,
  levels,
  makeReading,
  minute,
  names,
  page,
  reading,
  t0,
  verdict,
} from './make-readings.ts'

const nothing = { added: [], revised: [], repeated: [] }
/** A message that made its reading. */
const made = (reading: Reading): Revision => ({
  message: reading,
  reading,
  fields: { ...nothing, added: Object.keys(reading.values) },
})

export function describeReadings(fixture: Fixture): void {
  const commit = async (items: Parameters<typeof fixture.store.commit>[0]) => {
    const { outcomes: made } = await fixture.store.commit(items)
    return made.map((outcome) => names[outcome])
  }
  const list = async (device = 'gauge-1', kind = 'flood') =>
    (await fixture.store.listReadings(kind, device, always, page)).items
  const shown = async () => (await list()).map(({ ts, values }) => [ts, values['level_m']])

  describe('readings', () => {
    it('come back as they were sent', async () => {
      const sent = makeReading({
        seq: 4_294_967_295,
        boot: 'b-17',
        origin: 'simulated',
        flag: 3,
        reasons: ['range:level_m', 'step:level_m'],
        values: { level_m: -0.125, mode: 'active', rain_window_s: 600, rssi_dbm: -71 },
      })
      expect(await commit([{ type: 'reading', reading: sent }])).toEqual(['stored'])
      expect(await list()).toEqual([sent])
      await fixture.reopen()
      expect(await list()).toEqual([sent])
    })

    it('keep "measured, no value" apart from "not sent"', async () => {
      const values = [{ level_m: null, rain_mm: 0 }, { rain_mm: 0 }, { level_m: 0, rain_mm: 0 }]
      await commit(values.map((each, i) => reading({ ts: t0 + i, values: each })))
      expect((await list()).map((each) => each.values)).toEqual(values)
      expect(await commit([reading({ ts: t0, values: { rain_mm: 0 } })])).toEqual(['duplicate'])
      expect(await commit([reading({ ts: t0 + 1, values: { level_m: null } })])).toEqual([
        'addition',
      ])
      expect((await list())[1]?.values).toEqual({ level_m: null, rain_mm: 0 })
    })

    it('keep numbers that a counter should not have', async () => {
      const values = { clients: 2 ** 60, window_s: 1e300, clients_max: 0.1 }
      await commit([reading({ kind: 'wifi', device: 'hall-1', values })])
      expect((await list('hall-1', 'wifi'))[0]?.values).toEqual(values)
    })

    it('are ordered by device time, however they arrive', async () => {
      await commit(
        levels([
          [t0 + 2 * hour, 3],
          [t0, 1],
        ]),
      )
      await commit(
        levels([
          [t0 + hour, 2],
          [t0 - 400 * day, 0],
        ]),
      )
      expect(await shown()).toEqual([
        [t0 - 400 * day, 0],
        [t0, 1],
        [t0 + hour, 2],
        [t0 + 2 * hour, 3],
      ])
    })

    it('at one time from two devices do not meet', async () => {
      const other = reading({ device: 'gauge-2', values: { level_m: 9 } })
      expect(await commit([reading(), other])).toEqual(['stored', 'stored'])
      expect((await list('gauge-2'))[0]?.values).toEqual({ level_m: 9 })
    })

    it('include only those in the half-open range', async () => {
      await commit(
        levels([
          [t0, 0],
          [t0 + 1, 1],
          [t0 + 2, 2],
        ]),
      )
      const range = { from: t0, to: t0 + 2 }
      const { items } = await fixture.store.listReadings('flood', 'gauge-1', range, page)
      expect(items.map(({ ts }) => ts)).toEqual([t0, t0 + 1])
    })

    it('of a device that never sent anything are an empty list', async () => {
      expect(await list('nobody')).toEqual([])
      await commit([])
      expect(await list()).toEqual([])
    })
  })

  describe('the same key again', () => {
    it('with the same values is a duplicate, whatever the way it came', async () => {
      const again = { received_ts: t0 + day, seq: 8, boot: 'b-2', flag: 3 } as const
      expect(await commit([reading()])).toEqual(['stored'])
      expect(await commit([reading(), reading(again)])).toEqual(['duplicate', 'duplicate'])
      expect(await list()).toEqual([makeReading()])
    })

    it('with other values is a revision: the newest shows, the older ones are kept', async () => {
      await commit([reading()])
      const second = makeReading({ values: { level_m: 2 }, received_ts: t0 + hour, seq: 9 })
      expect(await commit([{ type: 'reading', reading: second }])).toEqual(['revision'])
      // Its receipt and its numbering stay in the history; those of the reading are the first.
      const shown = makeReading({ values: { level_m: 2 } })
      expect(await list()).toEqual([shown])
      expect(await fixture.store.listRevisions('flood', 'gauge-1', t0)).toEqual([
        made(makeReading()),
        { message: second, reading: shown, fields: { ...nothing, revised: ['level_m'] } },
      ])
    })

    it('A, B, A: the late copy of the first is a duplicate and does not undo the second', async () => {
      const [a, b, c] = [1, 2, 3].map((level_m) => reading({ values: { level_m } }))
      if (!a || !b || !c) throw new Error('three values')
      const made = [await commit([a]), await commit([b]), await commit([a]), await commit([c])]
      expect(made.flat()).toEqual(['stored', 'revision', 'duplicate', 'revision'])
      expect(await commit([b, a, c])).toEqual(['duplicate', 'duplicate', 'duplicate'])
      expect(await shown()).toEqual([[t0, 3]])
    })

    it('may come twice in one batch', async () => {
      const one = levels([
        [t0, 1],
        [t0, 1],
        [t0, 2],
        [t0, 1],
        [t0, 2],
      ])
      expect(await commit(one)).toEqual([
        'stored',
        'duplicate',
        'revision',
        'duplicate',
        'duplicate',
      ])
      expect(await shown()).toEqual([[t0, 2]])
    })

    it('with another field or text adds it', async () => {
      await commit([reading({ values: { level_m: 1 } })])
      const more = { level_m: 1, mode: 'calm' }
      expect(await commit([reading({ values: more })])).toEqual(['addition'])
      const other = { level_m: 1, mode: 'active' }
      expect(await commit([reading({ values: other })])).toEqual(['revision'])
      expect(await commit([reading({ values: { mode: 'calm', level_m: 1 } })])).toEqual([
        'duplicate',
      ])
      expect((await list())[0]?.values).toEqual({ level_m: 1, mode: 'active' })
    })
  })

  describe('verdicts', () => {
    it('change what is shown, never what was measured, and stay in the log', async () => {
      await commit([reading({ flag: 3, reasons: ['step:level_m'] })])
      await commit([verdict()])
      await commit([verdict({ flag: 1, reasons: [], author: 'chief', note: '確認済み' })])
      expect(await list()).toEqual([makeReading({ flag: 1, reasons: [] })])
      const log = await fixture.store.listVerdicts('flood', 'gauge-1', t0)
      expect(log.map(({ flag, reasons, author }) => [flag, reasons, author])).toEqual([
        [4, ['corrected'], 'officer'],
        [1, [], 'chief'],
      ])
      expect(log[0]).toMatchObject({ note: '清掃中の値', at_ts: t0 + hour })
    })

    it('repeated word for word are duplicates', async () => {
      await commit([reading()])
      expect(await commit([verdict(), verdict()])).toEqual(['stored', 'duplicate'])
    })

    it('on an old version do not stick to a revision', async () => {
      await commit([reading(), verdict()])
      await commit([reading({ values: { level_m: 5 } })])
      expect(await list()).toEqual([makeReading({ values: { level_m: 5 } })])
      const [old] = await fixture.store.listRevisions('flood', 'gauge-1', t0)
      expect(old?.message).toEqual(makeReading({ flag: 4, reasons: ['corrected'] }))
    })

    it('on a reading that is not there are kept', async () => {
      expect(await commit([verdict()])).toEqual(['stored'])
      expect(await fixture.store.listVerdicts('flood', 'gauge-1', t0)).toHaveLength(1)
      expect(await list()).toEqual([])
    })
  })

  describe('pages', () => {
    it('put together are the whole list', async () => {
      const all = Array.from({ length: 25 }, (_, i) => [t0 + i * 7 * minute, i] as const)
      await commit(levels(all))
      const seen: number[] = []
      let cursor: string | undefined
      do {
        const query = { limit: 4, cursor }
        const got = await fixture.store.listReadings('flood', 'gauge-1', always, query)
        expect(got.items.length).toBeLessThanOrEqual(4)
        seen.push(...got.items.map(({ ts }) => ts))
        cursor = got.next_cursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toEqual(all.map(([ts]) => ts))
    })

    it('refuse a cursor of another list or made by hand', async () => {
      const bad = ['', 'x', '%%%', encodeCursor('events', 1, 2), encodeCursor('readings', 1.5)]
      for (const cursor of bad) {
        const query = { limit: 1, cursor }
        await expect(
          fixture.store.listReadings('flood', 'gauge-1', always, query),
        ).rejects.toBeInstanceOf(InvalidCursorError)
      }
    })
  })

  it('counts what is there, each key once', async () => {
    await commit([reading(), reading(), reading({ values: { level_m: 7 } })])
    await commit([reading({ kind: 'farm', device: 'rice-1', values: { air_temp_c: 21 } })])
    const counts = await fixture.store.counts()
    expect(counts.readings).toMatchObject({ flood: 1, farm: 1, bus: 0 })
    expect(counts.diskBytes).toBeGreaterThan(0)
  })

  it('stores nothing of a batch with an item it has no place for', async () => {
    const foreign = reading({ kind: 'volcano' })
    const refusal = await fixture.store
      .commit([reading(), foreign])
      .catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(StoreError)
    const message = expect.stringContaining('volcano') as string
    expect(refusal).toMatchObject({ recoverable: false, refused: [{ index: 1, message }] })
    expect(await list()).toEqual([])
    expect((await fixture.store.commit([reading()])).outcomes).toEqual([outcomes.stored])
  })
}
