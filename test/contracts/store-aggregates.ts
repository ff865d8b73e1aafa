import { describe, expect, it } from 'vitest'
import type { Every } from '#domain/city/bucket-spans.ts'
import { aggregates, InvalidCursorError } from '#store/store.ts'
import type { Fixture } from './fixture.ts'
import { always, day, hour, levels, minute, page, reading, t0 } from './make-readings.ts'

export function describeAggregates(fixture: Fixture): void {
  const buckets = async (every: Every, range: { from: number; to: number } = always) => {
    const { store } = fixture
    return (await store.aggregateReadings('flood', 'gauge-1', range, every, aggregates, page)).items
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
      const { items } = await fixture.store.aggregateReadings(
        ...(['flood', 'gauge-1', always, { ms: hour }, ['max'], page] as const),
      )
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
        reading({ ts: t0, values: { level_m: 1, rain_mm: 8 } }),
        reading({ ts: t0 + 1, values: { level_m: 2 } }),
      ])
      expect((await buckets({ ms: hour }))[0]?.values).toMatchObject({
        level_m: { last: 2 },
        rain_mm: { last: 8, count: 1 },
      })
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
        const got = await fixture.store.aggregateReadings(
          ...(['flood', 'gauge-1', always, { ms: 7 * minute }, aggregates, query] as const),
        )
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
        fixture.store.aggregateReadings(
          ...(['flood', 'gauge-1', always, { ms: hour }, ['max'], query] as const),
        ),
      ).rejects.toBeInstanceOf(InvalidCursorError)
    })
  })
}
