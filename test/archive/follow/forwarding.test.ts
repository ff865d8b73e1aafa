import { readBuckets } from '#test/contracts/read-buckets.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import {
  always,
  crossing,
  day,
  event,
  hour,
  keepAll,
  levels,
  makeEvent,
  makeReading,
  minute,
  page,
  reading,
  t0,
  verdict,
} from '#test/contracts/make-readings.ts'
import { hasServer, startInfluxd, type ServerProcess } from '#test/support/influx-servers.ts'
import {
  createBuckets,
  nameBucket,
  readArchive,
  readRows,
  startArchivedCity,
  type InfluxCity,
} from './archived-city.ts'

const device = (id: string, kind: string): Device => ({
  id,
  kind,
  name: { ja: id, en: id },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
})

describe.runIf(hasServer('influxd'))('what is committed reaches the archive', () => {
  let server: ServerProcess
  let address: ArchiveAddress
  const open: InfluxCity[] = []

  beforeAll(async () => {
    server = await startInfluxd()
    address = { url: server.url, bucket: nameBucket() }
    await createBuckets(address)
  })
  afterEach(async () => {
    for (const under of open.splice(0)) await under.close()
  })
  afterAll(() => server.close())

  const start = async (options: Parameters<typeof startArchivedCity>[1] = {}) => {
    const under = await startArchivedCity(address, options)
    open.push(under)
    return under
  }
  const shown = async (under: InfluxCity) => {
    const { items } = await readArchive(under).listReadings('flood', 'gauge-1', always, page)
    return items
  }

  it('a verdict given later changes flag and reasons there too', async () => {
    const under = await start()
    await under.commit([reading({ flag: 3, reasons: ['step:level_m'] })])
    await under.archive.settled()
    await under.commit([verdict()])
    await under.archive.settled()
    expect(await shown(under)).toEqual([makeReading({ flag: 4, reasons: ['corrected'] })])
    await under.commit([verdict({ flag: 1, reasons: [] })])
    await under.archive.settled()
    expect(await shown(under)).toEqual([makeReading({ flag: 1, reasons: [] })])
  })

  it('a verdict on a reading that only the archive still has changes it as well', async () => {
    const under = await start()
    await under.commit([reading()])
    await under.archive.settled()
    await under.store.prune({ ...keepAll, readingsBeforeTs: t0 + day })
    await under.commit([verdict()])
    await under.archive.settled()
    expect(await shown(under)).toEqual([makeReading({ flag: 4, reasons: ['corrected'] })])
  })

  it('events of one moment do not meet, and one that moved is there once', async () => {
    const under = await start()
    const ids = Array.from({ length: 40 }, (_, i) => `e-${i}`)
    const make = (id: string, ts = t0) =>
      makeEvent({ event_id: id, ts, body: { event_id: id, type: 'pickup', ts } })
    await under.commit(ids.map((id) => ({ type: 'event', record: make(id) })))
    await under.archive.settled()
    await under.commit([event(make('e-7', t0 + hour)), event(make('e-new'))])
    await under.archive.settled()
    const { items } = await readArchive(under).listFacts('event', {
      device: 'bus-1',
      range: always,
      ...page,
    })
    const expected = [...ids.filter((id) => id !== 'e-7'), 'e-new']
    expect(
      items
        .map(({ event_id }) => event_id)
        .slice(0, -1)
        .toSorted(),
    ).toEqual(expected.toSorted())
    expect(items.at(-1)).toEqual(make('e-7', t0 + hour))
  })

  it('crossings are kept apart by their number', async () => {
    const under = await start()
    await under.commit([
      reading(),
      crossing(),
      crossing({ from_level: 2, to_level: 0, direction: 'cleared' }),
      crossing({ received_ts: t0 + 50 }),
    ])
    await under.archive.settled()
    const rows = await readRows(under, 'SELECT crossing_seq, to_level FROM "crossing"')
    expect(rows.map((row) => [row['crossing_seq'], row['to_level']])).toEqual([
      [1, 2],
      [2, 0],
      [3, 2],
    ])
  })

  it('a gauge that crosses again and again while the archive is away has every crossing there', async () => {
    const under = await start()
    await under.archive.close()
    const swing = (n: number) => crossing({ ts: t0 + n, received_ts: t0 + n })
    for (let batch = 0; batch < 10; batch++) {
      await under.commit(Array.from({ length: 50 }, (_, n) => swing(batch * 50 + n)))
    }
    await under.restartArchive()
    await under.archive.settled()
    const rows = await readRows(under, 'SELECT crossing_seq FROM "crossing"')
    expect(rows.map((row) => row['crossing_seq'])).toEqual(rows.map((_, index) => index + 1))
    expect(rows).toHaveLength(500)
  })

  it('goes on after a restart where it was, and repeats nothing', async () => {
    const under = await start()
    await under.commit(levels([[t0, 1]]))
    await under.archive.settled()
    await under.restartArchive()
    await under.archive.settled()
    expect(under.archive.state()).toMatchObject({ condition: 'ok', points_total: 0 })
    await under.commit(levels([[t0 + 1, 2]]))
    await under.archive.settled()
    expect(under.archive.state()).toMatchObject({ points_total: 1, lag_ms: 0 })
  })

  it('is filled in from the recent store where the journal was pruned', async () => {
    const under = await start({ devices: [device('bus-1', 'bus'), device('gauge-1', 'flood')] })
    await under.archive.close()
    const all = Array.from({ length: 500 }, (_, i) => [t0 + i * minute, i] as const)
    const seq = await under.commit(levels(all))
    await under.commit([event(), crossing()])
    await under.commit([reading({ ts: t0, values: { rain_mm: 3 } })])
    await under.store.prune({ ...keepAll, journalUpToSeq: seq })
    await under.restartArchive()
    await under.archive.settled()
    const recent = await under.store.listReadings('flood', 'gauge-1', always, page)
    expect(await shown(under)).toEqual(recent.items)
    expect(recent.items).toHaveLength(500)
    expect(await readArchive(under).listFacts('event', { range: always, ...page })).toMatchObject({
      items: [makeEvent()],
    })
    expect(await readRows(under, 'SELECT crossing_seq FROM "crossing"')).toHaveLength(1)
  })

  it('is filled in also where the journal was pruned to its very end', async () => {
    const under = await start({ devices: [device('gauge-1', 'flood')] })
    await under.archive.close()
    const seq = await under.commit(levels([[t0, 1]]))
    await under.store.prune({ ...keepAll, journalUpToSeq: seq })
    await under.restartArchive()
    await under.archive.settled()
    await under.archive.settled()
    expect(await shown(under)).toHaveLength(1)
    expect(under.archive.state()).toMatchObject({ condition: 'ok', seq })
  })

  it('is forwarded by one process only, where two have the same journal', async () => {
    const under = await start({ claimEveryMs: 40 })
    await under.commit(levels([[t0, 1]]))
    await under.archive.settled()
    const second = await under.startSecond()
    await under.commit(levels([[t0 + minute, 2]]))
    const stops = () => [under.archive, second].map((each) => each.state().stop)
    const wake = () => [under.archive, second].forEach((each) => void each.settled())
    await vi.waitFor(() => {
      wake()
      expect(stops()).toContain('another_writer')
    }, 20_000)
    expect(stops()).toContain(null)
    await second.close()
    await under.commit(levels([[t0 + 2 * minute, 3]]))
    await under.archive.settled()
    expect(under.archive.state()).toMatchObject({ condition: 'ok', stop: null })
    expect((await shown(under)).map(({ values }) => values['level_m'])).toEqual([1, 2, 3])
  })

  it('is summed up also while readings never stop coming', async () => {
    const under = await start()
    const over = new AbortController()
    const commits = async () => {
      for (let i = 0; !over.signal.aborted; i += 1) await under.commit(levels([[t0 - day + i, i]]))
    }
    const committing = commits()
    const rolled = async () => (await readRows(under, 'SELECT count FROM "flood"', '1d')).length
    try {
      const patience = { timeout: 90_000, interval: 100 }
      await vi.waitFor(async () => expect(await rolled()).toBe(1), patience)
    } finally {
      over.abort()
      await committing
    }
  })

  describe('as rollups', () => {
    const peak = [t0 + 90 * minute, 7.5] as const
    const twoDays = () =>
      Array.from({ length: 2 * 24 * 6 }, (_, i) => {
        const ts = t0 - 2 * day + i * 10 * minute
        return [ts, Math.sin(i / 20)] as const
      })

    it('hours and days say the same as the readings, peaks included', async () => {
      const under = await start()
      await under.commit(levels([...twoDays(), peak]))
      await under.archive.settled()
      expect(under.archive.state().rollups_pending).toBeLessThan(60)
      const range = { from: t0 - 2 * day - 5 * minute, to: t0 + 100 * minute }
      for (const every of [{ ms: hour }, { ms: 6 * hour }, { days: 1 }] as const) {
        const ask = { range, every, page }
        const rolled = readArchive(under, t0 + 10 * hour)
        const got = await readBuckets(rolled, ask)
        const exact = await readBuckets(under.store, ask)
        expect(got.items.length).toBeGreaterThan(1)
        for (const [i, bucket] of exact.items.entries()) {
          const { mean = 0, ...rest } = bucket.values['level_m'] ?? {}
          expect(got.items[i]).toMatchObject({ ...bucket, values: { level_m: rest } })
          expect(got.items[i]?.values['level_m']?.mean).toBeCloseTo(Number(mean), 9)
        }
      }
    })

    it('know the time of the peak and the share of good readings', async () => {
      const under = await start()
      await under.commit([
        ...levels([[t0, 1], peak, [peak[0] + 1, 7.5]]),
        reading({ ts: peak[0] + 2, values: { level_m: 99 }, flag: 4, reasons: ['range:level_m'] }),
      ])
      await under.archive.settled()
      const rows = await readRows(
        under,
        'SELECT max_level_m, peak_ts_level_m, count, excluded, good_share FROM "flood"',
        '1h',
      )
      expect(rows.at(-1)).toMatchObject({
        max_level_m: 7.5,
        peak_ts_level_m: peak[0],
        count: 2,
        excluded: 1,
        good_share: 2 / 3,
      })
    })

    it('follow late readings and new verdicts', async () => {
      const under = await start()
      const maxOf = async (bucket: '1h' | '1d') => {
        await under.archive.settled()
        const rows = await readRows(under, 'SELECT max_level_m FROM "flood"', bucket)
        return rows.map((row) => row['max_level_m'])
      }
      await under.commit(levels([[t0 - day, 1]]))
      expect([await maxOf('1h'), await maxOf('1d')]).toEqual([[1], [1]])
      await under.commit(levels([[t0 - day + minute, 3]]))
      expect([await maxOf('1h'), await maxOf('1d')]).toEqual([[3], [3]])
      await under.commit([verdict({ ts: t0 - day + minute })])
      expect([await maxOf('1h'), await maxOf('1d')]).toEqual([[1], [1]])
    })
  })
})
