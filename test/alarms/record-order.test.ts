import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listInForce } from '#alarms/level/in-force.ts'
import { outcomes, type Change } from '#domain/commit.ts'
import { flags } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { readingChange } from '#test/support/reading-change.ts'
import { beginLife, Disk, gauges, settleLife } from './level-rig.ts'
import { passOverStored, type Line } from './reference-pass.ts'

const start = 1_795_334_400_000
const minute = 60_000
const [gauge] = gauges
if (!gauge?.thresholds) throw new Error('no gauge with thresholds')
const { id: device, thresholds } = gauge

/** Calm, every level, and jumps between them. */
const level = fc.constantFrom(0.8, 1.1, 1.29, 1.35, 1.42, 1.45, 1.6, 2.4)
const value = fc.oneof({ weight: 9, arbitrary: level }, { weight: 1, arbitrary: fc.constant(null) })
const series = fc.array(value, { minLength: 1, maxLength: 60 })

function createChange(at: number, level_m: number | null, received_ts: number): Change {
  const ts = start + at * 10 * minute
  const isMissing = level_m === null
  const reading: Reading = {
    kind: 'flood',
    device,
    ts,
    received_ts,
    place_ts: Math.min(ts, received_ts),
    seq: null,
    boot: null,
    origin: 'field',
    values: { level_m },
    flag: isMissing ? flags.missing : flags.pass,
    reasons: isMissing ? ['no_value:level_m'] : [],
  }
  return readingChange(reading)
}

function createVerdict(at: number, isGood: boolean): Change {
  const ts = start + at * 10 * minute
  const verdict = isGood
    ? { flag: flags.pass, reasons: [] }
    : { flag: flags.fail, reasons: ['corrected' as const] }
  const record = { kind: 'flood', device, ts, ...verdict, author: 'officer', note: '', at_ts: ts }
  return { type: 'verdict', record, outcome: outcomes.stored }
}

/** Commits in batches, restarting now and then; the store answers late. */
async function deliver(batches: readonly { changes: readonly Change[]; crashes: boolean }[]) {
  const disk = new Disk()
  let life = await beginLife(disk)
  for (const { changes, crashes } of batches) {
    life.commit(changes)
    if (!crashes) continue
    life.owner.save()
    life.answer(true)
    life = await beginLife(disk)
  }
  await settleLife(life)
  return { disk, life }
}

const recordOf = ({ crossings }: Disk): Line[] =>
  listInForce(crossings)
    .map(({ ts, from_level, to_level, confirmed }): Line => [ts, from_level, to_level, confirmed])
    .toSorted((a, b) => a[0] - b[0])

const shuffled = <T>(items: readonly T[], order: readonly number[]): T[] =>
  items
    .map((item, at) => ({ item, key: order[at % order.length] ?? 0, at }))
    .toSorted((a, b) => a.key - b.key || a.at - b.at)
    .map(({ item }) => item)

describe('the record of a gauge', () => {
  it('is one pass over what is stored, in whatever order it came', async () => {
    const order = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 })
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 })
    const delivery = fc.record({ keys: order, batchSizes: sizes, crash: fc.nat(7) })
    await fc.assert(
      fc.asyncProperty(series, delivery, async (values, { keys, batchSizes, crash }) => {
        const now = start + values.length * 10 * minute
        const sent = shuffled(
          values.map((one, at) => createChange(at, one, now)),
          keys,
        )
        const batches = []
        for (let at = 0, n = 0; at < sent.length; n += 1) {
          const size = batchSizes[n % batchSizes.length] ?? 1
          batches.push({ changes: sent.slice(at, at + size), crashes: n === crash })
          at += size
        }
        const { disk } = await deliver(batches)
        expect(recordOf(disk)).toEqual(passOverStored(disk.rowsOf(device), thresholds))
      }),
      { numRuns: 300 },
    )
  })

  it('follows corrections, however far back', async () => {
    const correction = fc.record({
      back: fc.nat(60),
      to: fc.oneof(value, fc.constantFrom('fail' as const, 'restore' as const)),
      crashes: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(series, fc.array(correction, { maxLength: 8 }), async (values, wrong) => {
        const now = start + values.length * 10 * minute
        const first = values.map((one, at) => createChange(at, one, start + at * 10 * minute))
        const later = wrong.map(({ back, to, crashes }) => {
          const at = Math.max(0, values.length - 1 - back)
          const change =
            to === 'fail' || to === 'restore'
              ? createVerdict(at, to === 'restore')
              : createChange(at, to, now)
          return { changes: [change], crashes }
        })
        const { disk } = await deliver([{ changes: first, crashes: false }, ...later])
        expect(recordOf(disk)).toEqual(passOverStored(disk.rowsOf(device), thresholds))
      }),
      { numRuns: 300 },
    )
  })
})
