import type { CommitItem } from '#domain/commit.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { checkpoint, crossing, makeReading, reading, t0 } from '#test/contracts/make-readings.ts'

export const readingsPerBatch = 40
const devices = 8

/** Reading i of batch n; every key occurs once. */
export function readingOf(n: number, i: number): Reading {
  const ts = t0 + n * 1_000 + i
  return makeReading({ device: `gauge-${i % devices}`, ts, values: { level_m: n + i / 100 } })
}

export const deviceIds = Array.from({ length: devices }, (_, i) => `gauge-${i}`)

export function batchOf(n: number): CommitItem[] {
  return [
    ...Array.from({ length: readingsPerBatch }, (_, i) => reading(readingOf(n, i))),
    crossing({ ts: t0 + n }),
    checkpoint('levels', n, [{ key: `batch-${n}`, value: n }]),
  ]
}
