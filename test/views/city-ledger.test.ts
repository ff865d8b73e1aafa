import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes, type JournalBatch } from '#domain/commit.ts'
import { createCityLedger } from '#views/gaps/city-ledger.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import { makeReading } from '../contracts/make-readings.ts'
import { readingChange } from '#test/support/reading-change.ts'

const start = 1_795_334_400_000
const minute = 60_000
const circle = 2 ** 32

interface Sent {
  device: string
  seq: number | null
  boot?: string
  /** Minutes since the start. */
  at: number
  outcome?: JournalBatch['changes'][number]['outcome']
}

/** Batches as the journal has them: an array of a buffer that is emptied is one of them. */
function ledgerOf(arrays: readonly (readonly Sent[])[]) {
  const gaps = createGapConsumer()
  arrays.forEach((array, seq) => {
    const changes = array.map(({ at, outcome = outcomes.stored, boot = null, ...sent }) => {
      const ts = start + at * minute
      const reading = makeReading({ ...sent, boot, ts, received_ts: ts })
      return readingChange(reading, outcome)
    })
    gaps.apply({ seq, committed_ts: start, changes })
  })
  return gaps
}

describe('what is expected of a device', () => {
  it('is what came, once, and what is known to be missing', () => {
    const sent = (seq: number, more: Partial<Sent> = {}): Sent[] => [
      { device: 'gauge-1', seq, at: seq, ...more },
    ]
    const gaps = ledgerOf([
      sent(1),
      sent(2),
      sent(2, { outcome: outcomes.duplicate }),
      sent(2, { outcome: outcomes.revision }),
      sent(6),
    ])
    expect(gaps.find('gauge-1')).toMatchObject({
      expected: 6,
      received: 4,
      duplicates: 1,
      revised: 1,
      missing: 3,
    })
  })

  it('is not known of a device that does not number', () => {
    const gaps = ledgerOf([[{ device: 'gauge-1', seq: null, at: 1 }]])
    expect(gaps.find('gauge-1')).toMatchObject({ expected: null, received: 1 })
  })
})

/** What became of the readings of one device, in the order in which it made them. */
const fates = fc.array(fc.constantFrom('live', 'kept', 'lost'), { minLength: 1, maxLength: 40 })

describe('a device that keeps what it cannot send', () => {
  it('closes its gaps with the arrays of its buffer, wherever the numbers wrap', () => {
    const runs = fc.array(fates, { minLength: 1, maxLength: 4 })
    const firsts = fc.oneof(fc.nat(circle - 1), fc.integer({ min: circle - 45, max: circle - 1 }))
    fc.assert(
      fc.property(runs, firsts, fc.integer({ min: 1, max: 7 }), (boots, first, arrayLength) => {
        let at = 0
        const live: Sent[] = []
        const kept: Sent[] = []
        let lost = 0
        boots.forEach((run, boot) => {
          // The ends of a run came live: what was lost before a restart leaves no trace.
          for (const [index, fate] of ['live', ...run, 'live'].entries()) {
            at += 1
            const seq = (first + index) % circle
            const sent = { device: 'gauge-1', seq, boot: `b${boot}`, at }
            if (fate === 'live') live.push(sent)
            else if (fate === 'kept') kept.push(sent)
            else lost += 1
          }
        })
        const arrays = Array.from({ length: Math.ceil(kept.length / arrayLength) }, (_, index) =>
          kept.slice(index * arrayLength, (index + 1) * arrayLength),
        )
        const before = ledgerOf([live]).find('gauge-1')
        expect(before?.missing).toBe(lost + kept.length)
        const after = ledgerOf([live, ...arrays]).find('gauge-1')
        expect(after).toMatchObject({
          missing: lost,
          expected: live.length + kept.length + lost,
          received: live.length + kept.length,
          restarts: boots.length - 1,
        })
        // The same buffer once more, as after a lost acknowledgement, changes nothing but a count.
        const again = arrays.map((array) =>
          array.map((sent) => ({ ...sent, outcome: outcomes.duplicate })),
        )
        expect(ledgerOf([live, ...arrays, ...again]).find('gauge-1')).toEqual({
          ...after,
          duplicates: kept.length,
        })
      }),
    )
  })
})

describe("the city's ledger", () => {
  it('is the sum of its devices, those with open gaps first', () => {
    const device = fc.record({
      skipped: fc.nat(5),
      isNumbered: fc.boolean(),
      later: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(device, { maxLength: 12 }), (devices) => {
        const arrays = devices.map(({ skipped, isNumbered, later }, index): Sent[] => {
          const numbers = [0, 1, 2 + skipped, 3 + skipped + later]
          return numbers.map((number) => ({
            device: `gauge-${index}`,
            seq: isNumbered ? number : null,
            at: number,
          }))
        })
        const { total, devices: listed } = ledgerOf(arrays).city()
        const sum = (of: (one: (typeof listed)[number]) => number) =>
          listed.reduce((all, one) => all + of(one), 0)
        expect(total).toMatchObject({
          devices: devices.length,
          unnumbered: devices.filter(({ isNumbered }) => !isNumbered).length,
          received: sum(({ received }) => received),
          missing: sum(({ missing }) => missing),
          expected: sum(({ expected }) => expected ?? 0),
        })
        const order = listed.map(({ missing }) => missing)
        expect(order).toEqual(order.toSorted((a, b) => b - a))
        for (const one of listed) {
          expect(one).not.toHaveProperty('ranges')
          expect(one.open_ranges > 0).toBe(one.missing > 0)
        }
      }),
    )
  })

  it('of a city without readings is all zero', () => {
    const { total, devices } = createCityLedger([])
    expect(devices).toEqual([])
    expect(Object.values(total).every((figure) => figure === 0)).toBe(true)
  })
})
