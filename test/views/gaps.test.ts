import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countMissing } from '#views/gaps/holes.ts'
import {
  emptyLedger,
  followSeq,
  toGapLedger,
  type Arrival,
  type Ledger,
} from '#views/gaps/ledger.ts'

const minute = 60_000
const start = 1_795_334_400_000

const follow = (arrivals: readonly Partial<Arrival>[]): Ledger =>
  arrivals.reduce<Ledger>(
    (ledger, arrival) =>
      followSeq(ledger, { seq: null, boot: null, ts: start, isNew: true, ...arrival }),
    emptyLedger,
  )

/** A reading a minute, numbered from the start. */
const sent = (seq: number, more: Partial<Arrival> = {}) => ({
  seq,
  ts: start + seq * minute,
  ...more,
})
const rangesOf = (ledger: Ledger) =>
  toGapLedger('d', ledger).ranges.map(({ from_seq, to_seq }) => [from_seq, to_seq])

describe('skipped numbers', () => {
  it('are a hole, with the times on both sides of it', () => {
    const ledger = toGapLedger('d', follow([sent(1), sent(2), sent(6)]))
    expect(ledger).toMatchObject({ missing: 3, restarts: 0 })
    expect(ledger.ranges).toEqual([
      {
        from_seq: 3,
        to_seq: 5,
        missing: 3,
        after_ts: start + 2 * minute,
        before_ts: start + 6 * minute,
      },
    ])
  })

  it('are filled when the device empties its buffer, in whatever order', () => {
    expect(rangesOf(follow([sent(1), sent(10), sent(5)]))).toEqual([
      [2, 4],
      [6, 9],
    ])
    expect(rangesOf(follow([1, 10, 2, 9, 4, 3].map((seq) => sent(seq))))).toEqual([[5, 8]])
    expect(rangesOf(follow([1, 5, 2, 3, 4].map((seq) => sent(seq))))).toEqual([])
  })

  it('are counted across the wrap at 2^32', () => {
    const last = 2 ** 32 - 1
    const at = (seq: number, index: number) => ({ seq, ts: start + index * minute })
    expect(countMissing(follow([at(last - 1, 0), at(last, 1), at(0, 2), at(1, 3)]).holes)).toBe(0)
    const skipped = follow([at(last - 1, 0), at(2, 4)])
    expect(rangesOf(skipped)).toEqual([[last, 1]])
    expect(rangesOf(followSeq(skipped, { ...at(0, 2), boot: null, isNew: true }))).toEqual([
      [last, last],
      [1, 1],
    ])
  })

  it('mean nothing to a device that does not number', () => {
    expect(follow([{ ts: start }, { ts: start + minute }])).toEqual(emptyLedger)
  })
})

describe('a restart', () => {
  it('is another boot', () => {
    const ledger = follow([sent(7, { boot: 'a' }), { seq: 0, boot: 'b', ts: start + 8 * minute }])
    expect(toGapLedger('d', ledger)).toMatchObject({ restarts: 1, missing: 0 })
  })

  it('is a lower number with a newer time, where there is no boot', () => {
    const ledger = follow([
      sent(7),
      { seq: 0, ts: start + 8 * minute },
      { seq: 1, ts: start + 9 * minute },
    ])
    expect(toGapLedger('d', ledger)).toMatchObject({ restarts: 1, missing: 0 })
    // From a number far below the wrap it is no wrap either.
    expect(follow([sent(4_000_000_000, { ts: start }), { seq: 0, ts: start + 1 }]).restarts).toBe(1)
  })

  it('leaves the holes before it open for what still lies in a buffer', () => {
    const after = (seq: number) => ({ seq, ts: start + (100 + seq) * minute })
    const ledger = follow([sent(1), sent(9), after(0), after(1), after(8), sent(4)])
    expect(rangesOf(ledger)).toEqual([
      [2, 3],
      [5, 8],
      [2, 7],
    ])
    expect(ledger.restarts).toBe(1)
    // An old number higher than any of the new run opens no hole in it.
    expect(countMissing(follow([sent(50), after(0), after(1), sent(49)]).holes)).toBe(0)
  })

  it('is not a clock that is set back', () => {
    const ledger = follow([
      sent(0),
      { seq: 1, ts: start - 600 * minute },
      { seq: 2, ts: start - 599 * minute },
    ])
    expect(toGapLedger('d', ledger)).toMatchObject({ restarts: 0, missing: 0 })
  })
})

describe('the ledger of a device that loses and delays', () => {
  it('lacks exactly what never came, in every order of what came late', () => {
    const fates = fc.array(fc.constantFrom('live', 'late', 'lost'), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(fates, fc.nat(), fc.nat(), (fate, firstSeq, shuffle) => {
        const arrival = (index: number) => ({
          seq: (firstSeq + index) % 2 ** 32,
          ts: start + index * minute,
        })
        const all = ['live', ...fate, 'live']
        const indexes = (wanted: string) => [...all.keys()].filter((index) => all[index] === wanted)
        const late = indexes('late').toSorted(
          (a, b) => ((a * 7_919 + shuffle) % 61) - ((b * 7_919 + shuffle) % 61),
        )
        const ledger = follow([...indexes('live'), ...late].map(arrival))
        expect(countMissing(ledger.holes)).toBe(indexes('lost').length)
        expect(ledger.restarts).toBe(0)
      }),
    )
  })
})
