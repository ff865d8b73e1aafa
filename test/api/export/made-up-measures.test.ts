import { rm } from 'node:fs/promises'
import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadTotals } from '#api/amounts/load-totals.ts'
import { createBucketRows } from '#api/export/bucket-rows.ts'
import { createKindResource } from '#api/kinds/presenter.ts'
import { parseAggregates } from '#api/readings/every.ts'
import { decodeRollup } from '#archive/influx/write/decode-rollup.ts'
import { createFieldPlan } from '#archive/influx/write/field-plan.ts'
import { encodeRollup, rollupColumns } from '#archive/influx/write/rollup-line.ts'
import { createBucketResources } from '#domain/buckets/bucket-resources.ts'
import { farm } from '#domain/kinds/farm/kind.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { count, quantity } from '#domain/kinds/quantity.ts'
import type { Store } from '#store/store.ts'
import { hour, makeReading, minute, t0 } from '#test/contracts/make-readings.ts'
import { makeFolder, startStore } from '#test/store/temp-store.ts'

const number = { unit: '', label: { ja: '値', en: 'Value' }, minimum: 0, maximum: 100_000 }

/** A mast that nobody foresaw: what it measures is declared, and nothing else in the city knows it. */
const mast: Kind = {
  ...farm,
  id: 'mast',
  payload: Type.Object({
    snow_mm: Type.Optional(quantity({ ...number, decimals: 1 })),
    snow_window_s: Type.Optional(count(number)),
    gusts: Type.Optional(count(number)),
    wind_deg: Type.Optional(quantity({ ...number, decimals: 0 })),
    wind_mps: Type.Optional(quantity({ ...number, decimals: 1 })),
  }),
  measures: {
    snow_mm: { type: 'amount', window_field: 'snow_window_s', default_window_s: 1_200 },
    gusts: { type: 'counter', wraps_at: 256 },
    wind_deg: { type: 'direction' },
  },
  checks: {},
}
const device = { ...makeReading(), id: 'mast-1', kind: 'mast' }
const aggs = parseAggregates('min,mean,max,sum,increase', mast)

describe('a kind with an amount, a counter and a direction', () => {
  let folder: string
  let store: Store

  beforeAll(async () => {
    folder = await makeFolder()
    store = await startStore(folder, [mast])
    // Every twenty minutes, from 00:20 to 02:00; the counter goes over its top, the wind turns north.
    const said = [240, 250, 4, 8, 8, 20].map((gusts, i) => {
      const values = { snow_mm: 0.5, gusts, wind_deg: i % 2 ? 350 : 10, wind_mps: i }
      const reading = makeReading({
        kind: 'mast',
        device: 'mast-1',
        ts: t0 + (i + 1) * 20 * minute,
        values,
      })
      return { type: 'reading', reading } as const
    })
    await store.commit(said)
  })
  afterAll(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  const foldHours = () =>
    store.foldReadings(
      'mast',
      'mast-1',
      { from: t0, to: t0 + 2 * hour },
      { ms: hour },
      { limit: 10 },
    )

  it('is described so', () => {
    const { fields, together } = createKindResource(mast)
    const types = fields.map(({ measure }) => measure.type)
    expect(types).toEqual(['amount', 'measurement', 'counter', 'direction', 'measurement'])
    expect(together).toEqual([['snow_mm', 'snow_window_s']])
  })

  it('has its sums, its counts and its mean direction in buckets', async () => {
    const [first, second] = createBucketResources(await foldHours(), aggs)
    expect(first?.values).toMatchObject({
      snow_mm: { sum: 1.5, covered_s: 3_600 },
      gusts: { increase: 20 },
      wind_mps: { max: 1 },
    })
    expect(second?.values).toMatchObject({ snow_mm: { sum: 1.5 }, gusts: { increase: 16 } })
    expect(Math.cos((Number(second?.values['wind_deg']?.mean) * Math.PI) / 180)).toBeGreaterThan(
      0.98,
    )
  })

  it('has them as columns of a file', async () => {
    const rows = createBucketRows(mast, 'mast-1', { aggs, formatTime: String })
    const [first] = createBucketResources(await foldHours(), aggs)
    const cells = first ? rows.createRow(first) : []
    const cell = (name: string) => cells[rows.names.indexOf(name)]
    expect(['sum_snow_mm', 'covered_s_snow_mm', 'increase_gusts'].map(cell)).toEqual([
      1.5, 3_600, 20,
    ])
    expect(rows.names).toContain('mean_wind_deg')
    expect(rows.names).not.toContain('min_wind_deg')
  })

  it('has totals as rain has', async () => {
    const [snow] = await loadTotals(store, {
      device: device as never,
      kind: mast,
      now: t0 + 3 * hour,
    })
    expect(snow).toMatchObject({ field: 'snow_mm', window_s: 1_200, event: { sum: 3 } })
    expect(snow?.totals[1]).toEqual({ span_s: 3_600, sum: 1.5, covered_s: 3_600 })
  })

  it('comes out of the hours of an archive as it went in', async () => {
    const plan = createFieldPlan(mast)
    const tags = { city: 'inashiki', device: 'mast-1', origin: 'field' }
    for (const fold of (await foldHours()).items) {
      const row = readLine(encodeRollup(fold, plan, tags))
      const read = Object.keys(row).filter((name) => !/^(mean_|good_share)/.test(name))
      expect(rollupColumns(plan)).toEqual(expect.arrayContaining(read))
      expect(decodeRollup({ ...row, time: fold.ts }, plan, '1h').fields).toEqual(fold.fields)
    }
  })

  it('has in an hour of before what its windows add up to, and no sum where that is too much', () => {
    const plan = createFieldPlan(mast)
    const old = { time: t0, count_snow_mm: 6, sum_snow_mm: 4, count_snow_window_s: 2 }
    const amountOf = (windowsS: number) =>
      decodeRollup({ ...old, sum_snow_window_s: windowsS }, plan, '1h').fields['snow_mm']?.amount
    expect(amountOf(0)).toMatchObject({ coveredMs: 4 * 1_200_000, overlaps: true })
    expect(
      decodeRollup({ ...old, count_snow_mm: 3, sum_snow_window_s: 1_200 }, plan, '1h').fields,
    ).toMatchObject({ snow_mm: { sum: 4, amount: { coveredMs: 2_400_000, overlaps: false } } })
  })
})

/** The fields of a line, as a server gives them back. */
function readLine(line: ReturnType<typeof encodeRollup>): Record<string, number> {
  if (!('text' in line)) throw new Error(line.words)
  const [, fields = ''] = line.text.split(' ')
  const pairs = fields.split(',').map((pair) => pair.split('='))
  return Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, Number.parseFloat(value)]),
  )
}
