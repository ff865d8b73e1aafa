import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes, type JournalBatch, type Outcome } from '#domain/commit.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createLatencyWindow } from '#journal/latency.ts'
import { Counters } from '#ingest/counters.ts'
import { journalBatchesMax, pruneLimits } from '#journal/retention.ts'
import { readingChange } from '#test/support/reading-change.ts'

describe('the latency of the last minute', () => {
  it('is never told shorter than it is, and at most a quarter longer', () => {
    const latencies = fc.array(fc.double({ min: 0.2, max: 5_000, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(latencies, fc.constantFrom(0.5, 0.99), (sent, share) => {
        const window = createLatencyWindow()
        for (const latency of sent) window.record(0, latency)
        const exact = sent.toSorted((a, b) => a - b)[Math.ceil(share * sent.length) - 1] ?? 0
        const ratio = (window.quantile(0, share) ?? 0) / exact
        expect(ratio).toBeGreaterThan(0.97)
        expect(ratio).toBeLessThan(1.28)
      }),
    )
  })

  it('forgets what is older than a minute', () => {
    const window = createLatencyWindow()
    expect(window.quantile(0, 0.5)).toBeNull()
    window.record(500, 900)
    window.record(30_000, 1)
    expect(window.quantile(59_900, 0.99)).toBeGreaterThan(800)
    expect(window.quantile(61_000, 0.99)).toBeLessThan(2)
    expect(window.quantile(200_000, 0.99)).toBeNull()
  })
})

describe('the rate', () => {
  const reading: Reading = {
    kind: 'flood',
    device: 'gauge-1',
    ts: 0,
    received_ts: 0,
    place_ts: 0,
    seq: null,
    boot: null,
    origin: 'field',
    values: { level_m: 1 },
    flag: 1,
    reasons: [],
  }
  const batchOf = (outcome: Outcome, count: number): JournalBatch => ({
    seq: 1,
    committed_ts: 0,
    changes: Array.from({ length: count }, () => readingChange(reading, outcome)),
  })

  it('is the mean of the last ten whole seconds; a duplicate is no reading', () => {
    const counters = new Counters()
    for (let second = 0; second < 30; second += 1) {
      counters.countBatch(batchOf(outcomes.stored, 50), second * 1_000)
      counters.countBatch(batchOf(outcomes.duplicate, 7), second * 1_000 + 500)
    }
    expect(counters.readingsPerSecond(30_000)).toBe(50)
    expect(counters.readingsPerSecond(35_000)).toBe(25)
    expect(counters.readingsPerSecond(60_000)).toBe(0)
    expect(counters).toMatchObject({ readings: 1_500, duplicates: 210 })
  })
})

describe('what may be deleted', () => {
  const day = 86_400_000
  const parts = {
    store: { prune: () => Promise.reject(new Error('not called')) },
    clock: { now: () => 100 * day, monotonicMs: () => 0 },
    retentionMs: 30 * day,
    quarantineMs: 7 * day,
    recordsMs: 90 * day,
  }

  it('follows the settings, and never passes a consumer of the journal', () => {
    expect(pruneLimits({ ...parts, position: () => ({ seq: 900, savedSeq: 640 }) })).toEqual({
      readingsBeforeTs: 70 * day,
      quarantineBeforeTs: 93 * day,
      recordsBeforeTs: 10 * day,
      reduceBeforeTs: 100 * day - 396 * day,
      journalUpToSeq: 640,
    })
  })

  it('passes a consumer that stands still for too long', () => {
    const position = () => ({ seq: journalBatchesMax + 100, savedSeq: 5 })
    expect(pruneLimits({ ...parts, position }).journalUpToSeq).toBe(100)
  })
})
