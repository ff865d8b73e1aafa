import { expect, it } from 'vitest'
import { listGapRows } from '#dashboard/logic/operation/gap-rows.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import { makeReading } from '#test/contracts/make-readings.ts'
import { readingChange } from '#test/support/reading-change.ts'

const start = 1_795_334_400_000
const minute = 60_000

/** The rows of a device that sent these numbers, one a minute. */
function rowsOf(numbers: readonly number[], rowsMax = 9) {
  const gaps = createGapConsumer()
  const changes = numbers.map((seq, index) => {
    const ts = start + index * minute
    const reading = makeReading({ device: 'gauge-1', seq, boot: null, ts, received_ts: ts })
    return readingChange(reading)
  })
  gaps.apply({ seq: 1, committed_ts: start, changes })
  return listGapRows(gaps.find('gauge-1') ?? { ranges: [] }, rowsMax)
}

it('a hole across 2^32 lacks as many as were skipped', () => {
  expect(rowsOf([2 ** 32 - 3, 2])).toMatchObject([{ missing: 4 }])
})

it('two holes of the same numbers, before and after a restart, are two rows', () => {
  const rows = rowsOf([0, 1, 4, 9, 0, 1, 4])
  expect(rows.map(({ missing }) => missing)).toEqual([2, 4, 2])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(3)
})

it('the newest are listed, newest last', () => {
  const rows = rowsOf([0, 2, 4, 7], 2)
  expect(rows.map(({ missing }) => missing)).toEqual([1, 2])
})
