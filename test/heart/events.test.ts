import * as fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { nowhere } from '#domain/city/service-area.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { EventJudge } from '#ingest/judge/event/event-judge.ts'
import { Stories, storiesMax } from '#ingest/judge/event/stories.ts'
import { makeEvent } from '#test/contracts/make-readings.ts'
import { bus, desk, openHeart, type OpenHeart } from './open-heart.ts'
import { readWholeJournal } from './read-whole-journal.ts'

const now = Date.UTC(2026, 10, 29, 23)
const minute = 60_000
const day = 24 * 60 * minute

const clockAt = (read: () => number): Clock => ({ now: read, monotonicMs: () => performance.now() })

/** Requests, pick-ups, drop-offs and no-shows of few requests, in any order. */
const events = fc.array(
  fc.record({
    from: fc.constantFrom(bus, desk),
    type: fc.constantFrom('request', 'pickup', 'dropoff', 'no_show', 'quote'),
    id: fc.nat(5),
    request: fc.nat(2),
    minute: fc.integer({ min: -60, max: 20 }),
    passengers: fc.nat(3),
  }),
  { minLength: 10, maxLength: 40 },
)

describe('what is known of a request', () => {
  it('outlives a restart, and follows from the journal alone', async () => {
    const [sent = []] = fc.sample(fc.array(events, { minLength: 4, maxLength: 4 }), {
      numRuns: 1,
      seed: 12,
    })
    let heart: OpenHeart = await openHeart({ clock: clockAt(() => now) })
    onTestFinished(() => heart.close())
    for (const part of sent) {
      for (const { from, id, request, minute: at, ...rest } of part) {
        const ids = { event_id: `e-${id}`, request_id: `r-${request}` }
        const event = { ...ids, ts: now + at * minute, stop_id: 'S1', promised_ts: now, ...rest }
        await heart.send(from, event, { channel: 'event' })
      }
      heart = await heart.reopen()
    }
    const judge = new EventJudge(nowhere)
    const reasons = new Set<string>()
    for await (const change of readWholeJournal(heart.store)) {
      if (change.type !== 'event') continue
      const device = change.record.device === bus.id ? bus : desk
      const verdict = judge.judge(device, change.record)
      // Of a repeat the journal has the verdict of the first.
      if (change.outcome === 1) continue
      const { flag, reasons: stored } = change.record
      expect(verdict).toEqual({ flag, reasons: stored })
      for (const reason of stored) reasons.add(reason)
    }
    expect([...reasons]).toEqual(expect.arrayContaining(['order:ts', 'order:type', 'clock_future']))
  })

  it('is the newest requests, and the same whichever way it was put back', () => {
    const told = new Stories()
    const back = new Stories()
    for (let n = 0; n < storiesMax + 2; n++) {
      told.follow(makeEvent({ event_id: `e-${n}`, body: { request_id: `r-${n}` } }))
    }
    expect(told.find('r-1')).toBeUndefined()
    const saved = [storiesMax + 1, 2, 900].map((n) => {
      const story = told.find(`r-${n}`)
      if (!story) throw new Error(`no story of r-${n}`)
      return [`r-${n}`, story] as const
    })
    back.restore(saved)
    back.follow(makeEvent({ event_id: 'next', body: { request_id: 'next' } }))
    expect(back.find('next')?.no).toBe(storiesMax + 2)
    expect(back.find('r-900')).toEqual(told.find('r-900'))
  })
})

describe('a pick-up that never came', () => {
  it('is missing in the ledger, because events and readings share one numbering', async () => {
    const heart = await openHeart({ clock: clockAt(() => now) })
    onTestFinished(() => heart.close())
    const send = (seq: number) =>
      heart.send(
        bus,
        { event_id: `e-${seq}`, ts: now + seq, seq, type: 'break_start' },
        { channel: 'event' },
      )
    await heart.send(bus, { ts: now, seq: 1, lat: 35.9, lon: 140.3 })
    for (const seq of [2, 5]) await send(seq)
    expect(heart.ingest.gaps.find(bus.id)).toMatchObject({ missing: 2, ranges: [{ from_seq: 3 }] })
    await send(3)
    expect(heart.ingest.gaps.find(bus.id)).toMatchObject({ missing: 1, ranges: [{ from_seq: 4 }] })
  })
})

describe('events of years', () => {
  it('outlive the readings, lose note and door after 13 months, and go after the years', async () => {
    let ts = now
    const heart = await openHeart({ clock: clockAt(() => ts) })
    onTestFinished(() => heart.close())
    const door = { lat: 35.95, lon: 140.32, note: '裏口から' }
    const event = { event_id: 'e-1', ts: now, type: 'pickup', request_id: 'r', ...door }
    await heart.send(bus, event, { channel: 'event' })
    const age = async (days: number) => {
      ts = now + days * day
      const limits = { readingsBeforeTs: ts - 30 * day, quarantineBeforeTs: 0, journalUpToSeq: 0 }
      const reduceBeforeTs = ts - 396 * day
      const recordsBeforeTs = ts - 5 * 366 * day
      await heart.store.prune({ ...limits, reduceBeforeTs, recordsBeforeTs })
      const range = { from: now, to: now + 1 }
      const { items } = await heart.store.listFacts('event', { range, limit: 10 })
      return items.map(({ body }) => body)
    }
    expect(await age(395)).toEqual([event])
    const [reduced] = await age(397)
    expect(reduced).toMatchObject({ mesh: expect.stringMatching(/^\d{10}$/) as string })
    expect(JSON.stringify(reduced)).not.toMatch(/裏口|35\.95,/)
    // The bus empties a forgotten buffer: the same event again, and nothing of it comes back.
    await heart.send(bus, event, { channel: 'event' })
    expect(await age(400)).toEqual([reduced])
    expect(await heart.store.counts()).toMatchObject({ facts: { event: 1 } })
    expect(await age(5 * 366 + 1)).toEqual([])
  })
})
