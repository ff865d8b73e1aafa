import { describe, expect, it } from 'vitest'
import type { Every } from '#domain/city/bucket-spans.ts'
import { InvalidCursorError } from '#store/store.ts'
import type { Fixture } from './fixture.ts'
import { readBuckets } from './read-buckets.ts'
import { always, day, hour, levels, minute, page, reading, t0 } from './make-readings.ts'

export function describeAggregates(fixture: Fixture): void {
  const buckets = async (every: Every, range: { from: number; to: number } = always) => {
    return (await readBuckets(fixture.store, { range, every, page })).items
  }

  describe('buckets', () => {
    it('have every aggregate of every number', async () => {
      await fixture.store.commit(
        levels([
          [t0, 4],
          [t0 + minute, 1],
          [t0 + 2 * minute, 2.5],
        ]),
      )
      expect(await buckets({ ms: 5 * minute })).toEqual([
        {
          ts: t0,
          count: 3,
          excluded: 0,
          values: { level_m: { min: 1, mean: 2.5, max: 4, last: 2.5, count: 3 } },
        },
      ])
    })

    it('have only the aggregates that were asked for', async () => {
      await fixture.store.commit(levels([[t0, 4]]))
      const query = { range: always, every: { ms: hour }, page, aggs: ['max'] } as const
      const { items } = await readBuckets(fixture.store, query)
      expect(items[0]?.values).toEqual({ level_m: { max: 4 } })
    })

    it('leave out what failed or is missing, and say how much', async () => {
      await fixture.store.commit([
        reading({ ts: t0, values: { level_m: 1 } }),
        reading({ ts: t0 + 1, values: { level_m: 99 }, flag: 4, reasons: ['range:level_m'] }),
        reading({ ts: t0 + 2, values: { level_m: null }, flag: 9, reasons: ['no_value'] }),
        reading({ ts: t0 + 3, values: { level_m: 3 }, flag: 3, reasons: ['step:level_m'] }),
      ])
      expect(await buckets({ ms: hour })).toMatchObject([
        { count: 2, excluded: 2, values: { level_m: { max: 3, count: 2 } } },
      ])
    })

    it('keep the level of a gauge whose battery or rain fails beside it', async () => {
      const battery = ['range:battery_v'] as const
      await fixture.store.commit([
        reading({ ts: t0, values: { level_m: 1, battery_v: 99 }, flag: 4, reasons: battery }),
        reading({
          ts: t0 + 1,
          values: { level_m: 2, rain_mm: null },
          flag: 9,
          reasons: ['no_value:rain_mm'],
        }),
        reading({
          ts: t0 + 2,
          values: { level_m: 9, battery_v: 3.6 },
          flag: 4,
          reasons: ['corrected'],
        }),
      ])
      const [bucket] = await buckets({ ms: hour })
      expect(bucket).toMatchObject({ count: 2, excluded: 1 })
      expect(bucket?.values).toEqual({ level_m: { min: 1, mean: 1.5, max: 2, last: 2, count: 2 } })
    })

    it('take the last number of each field, not of the last reading only', async () => {
      await fixture.store.commit([
        reading({ ts: t0 + 1, values: { level_m: 1, rain_mm: 8 } }),
        reading({ ts: t0 + 2, values: { level_m: 2 } }),
      ])
      expect((await buckets({ ms: hour }))[0]?.values).toMatchObject({
        level_m: { last: 2 },
        rain_mm: { last: 8, count: 1 },
      })
    })

    it('have the rain of the hour before its reading, in range and pages too', async () => {
      const rain = Array.from({ length: 19 }, (_, i) =>
        reading({ ts: t0 + i * 10 * minute, values: { level_m: i, rain_mm: 1 } }),
      )
      await fixture.store.commit(rain)
      const range = { from: t0, to: t0 + 3 * hour }
      const whole = await buckets({ ms: hour }, range)
      const rainOf = (got: typeof whole) => got.map(({ values }) => values['rain_mm'])
      const full = { sum: 6, covered_s: 3_600 }
      expect(rainOf(whole)).toMatchObject([full, full, full])
      expect(whole.map(({ count }) => count)).toEqual([6, 6, 6])
      const query = { range, every: { ms: hour } }
      const first = await readBuckets(fixture.store, { ...query, page: { limit: 1 } })
      const cursor = first.next_cursor ?? ''
      const second = await readBuckets(fixture.store, { ...query, page: { limit: 2, cursor } })
      expect([...first.items, ...second.items]).toEqual(whole)
    })

    it('have no sum where a window reaches into one before the range', async () => {
      const rolling = Array.from({ length: 13 }, (_, i) =>
        reading({ ts: t0 + i * 10 * minute, values: { rain_mm: 1, rain_window_s: 3_600 } }),
      )
      await fixture.store.commit(rolling)
      const last = { from: t0 + 110 * minute, to: t0 + 2 * hour }
      expect(await buckets({ ms: 10 * minute }, last)).toMatchObject([
        { values: { rain_mm: { sum: null, covered_s: 600, windows_overlap: true, max: 1 } } },
      ])
    })

    it('exist only where there is data: gaps stay gaps', async () => {
      await fixture.store.commit(
        levels([
          [t0, 1],
          [t0 + 3 * hour + 1, 2],
          [t0 + 90 * day, 3],
        ]),
      )
      const got = await buckets({ ms: hour })
      expect(got.map(({ ts }) => ts)).toEqual([t0, t0 + 3 * hour, t0 + 90 * day])
    })

    it('of six hours start at midnight of the city', async () => {
      await fixture.store.commit(
        levels([
          [t0 - 1, 1],
          [t0, 2],
          [t0 + 6 * hour, 3],
        ]),
      )
      const got = await buckets({ ms: 6 * hour })
      expect(got.map(({ ts }) => ts)).toEqual([t0 - 6 * hour, t0, t0 + 6 * hour])
    })

    it('of a day are the days of the city', async () => {
      await fixture.store.commit(
        levels([
          [t0 - 1, 1],
          [t0, 2],
          [t0 + day - 1, 3],
          [t0 + day, 4],
        ]),
      )
      const got = await buckets({ days: 1 })
      expect(got.map(({ ts, count }) => [ts, count])).toEqual([
        [t0 - day, 1],
        [t0, 2],
        [t0 + day, 1],
      ])
    })

    it('count only readings inside the range', async () => {
      await fixture.store.commit(
        levels([
          [t0, 1],
          [t0 + minute, 2],
          [t0 + 2 * minute, 3],
        ]),
      )
      const got = await buckets({ ms: hour }, { from: t0 + minute, to: t0 + 2 * minute })
      expect(got).toMatchObject([{ ts: t0, count: 1, values: { level_m: { mean: 2 } } }])
    })

    it('of nothing are nothing', async () => {
      expect(await buckets({ ms: hour })).toEqual([])
    })

    it('come in pages that neither repeat nor split a bucket', async () => {
      const all = Array.from({ length: 60 }, (_, i) => [t0 + i * minute, i] as const)
      await fixture.store.commit(levels(all))
      const whole = await buckets({ ms: 7 * minute })
      const seen: typeof whole = []
      let cursor: string | undefined
      do {
        const query = { limit: 2, cursor }
        const got = await readBuckets(fixture.store, {
          range: always,
          every: { ms: 7 * minute },
          page: query,
        })
        seen.push(...got.items)
        cursor = got.next_cursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toEqual(whole)
    })

    it('refuse a cursor of another list', async () => {
      await fixture.store.commit(
        levels([
          [t0, 1],
          [t0 + hour, 2],
        ]),
      )
      const { next_cursor } = await fixture.store.listReadings('flood', 'gauge-1', always, {
        limit: 1,
      })
      const query = { limit: 1, cursor: next_cursor ?? '' }
      await expect(
        readBuckets(fixture.store, { range: always, every: { ms: hour }, page: query }),
      ).rejects.toBeInstanceOf(InvalidCursorError)
    })
  })
}
