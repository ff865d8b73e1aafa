import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listArchiveNotes } from '#domain/operation/archive.ts'
import type { Device } from '#domain/devices/device.ts'
import { ArchiveError } from '#archive/archive-error.ts'
import { influxStops, type InfluxStop } from '#archive/influx/stops.ts'
import { refusedPerBatchMax } from '#archive/stops.ts'
import { always, levels, minute, page, reading, t0 } from '#test/contracts/make-readings.ts'
import { startFakeInflux, type FakeInflux } from '#test/support/fake-influx.ts'
import { startArchivedCity, type InfluxCity } from './archived-city.ts'

// Far beyond what it takes: the machine may be busy with something else.
const waitMs = 20_000

const gauge: Device = {
  id: 'gauge-1',
  kind: 'flood',
  name: { ja: '試験水位計', en: 'Test gauge' },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
}

describe('the archive, when InfluxDB is not well', () => {
  let fake: FakeInflux
  let under: InfluxCity

  beforeEach(async () => {
    fake = await startFakeInflux()
    const address = { url: fake.url, bucket: 'b', org: 'town', token: 't' }
    under = await startArchivedCity(address, { devices: [gauge] })
  })
  afterEach(async () => {
    await under.close()
    await fake.close()
  })

  const many = (count: number, from = 0) =>
    levels(Array.from({ length: count }, (_, i) => [t0 + (from + i) * minute, i] as const))

  const expectStop = (stop: InfluxStop) =>
    vi.waitFor(
      () =>
        expect(under.archive.state()).toMatchObject({
          condition: 'stopped',
          stop,
          remedy: influxStops[stop].remedy,
        }),
      waitMs,
    )

  const expectAll = async (count: number) => {
    await vi.waitFor(() => expect(fake.points.size).toBe(count), waitMs)
    await under.archive.settled()
    expect(fake.points.size).toBe(count)
    expect(under.archive.state()).toMatchObject({ condition: 'ok', words: null, lag_ms: 0 })
  }

  it('stops at a wrong token, keeps everything, and goes on by itself once it is right', async () => {
    fake.rules.token = 'another'
    await under.commit(many(50))
    await expectStop('unauthorized')
    expect(under.archive.state().words).toBe('unauthorized access')
    await under.commit(many(50, 50))
    fake.rules.token = 't'
    await expectAll(100)
  })

  it('stops when its bucket is deleted while it runs', async () => {
    await under.commit(many(10))
    await expectAll(10)
    expect(under.archive.state().server).toBe('2.x (v2.9.1)')
    fake.rules.bucketExists = false
    fake.forget()
    await under.commit(many(10, 10))
    await expectStop('bucket_missing')
    // It comes back empty; what the recent store has is sent again.
    fake.rules.bucketExists = true
    await expectAll(20)
  })

  it('does not take the page of a proxy for success', async () => {
    const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }
    fake.script(html, html, html)
    await under.commit(many(10))
    await expectStop('not_influxdb')
    await expectAll(10)
    expect(fake.writes.map(({ status }) => status)).toEqual([200, 200, 200, 204])
  })

  it('says which version it does not know', async () => {
    await under.archive.close()
    fake.rules.version = '4.1.0'
    await under.restartArchive()
    await under.commit(many(5))
    await expectStop('version_unknown')
    fake.rules.version = '3.10.1'
    await expectAll(5)
    expect(under.archive.state().server).toBe('3.x (3.10.1)')
  })

  it('puts a refused line into quarantine with the words of the server, and goes on', async () => {
    fake.rules.poison = 'level_m=13,'
    const poisoned = reading({ ts: t0 - minute, values: { level_m: 13 }, seq: 1 })
    await under.commit([...many(10), poisoned, ...many(10, 10)])
    await expectAll(20)
    const { items } = await under.store.listFacts('quarantine', page)
    expect(items).toMatchObject([
      {
        device: 'gauge-1',
        kind: 'flood',
        via: 'archive',
        code: 'archive_refused',
        detail: expect.stringContaining('unable to parse') as string,
        payload: expect.stringContaining('level_m=13,') as string,
      },
    ])
    await under.restartArchive()
    await expectAll(20)
    expect((await under.store.listFacts('quarantine', page)).items).toHaveLength(1)
  })

  it('stops when the database has another type for a field, with nothing in quarantine', async () => {
    fake.rules.conflict = 'level_m='
    await under.commit(many(200))
    await expectStop('refused_too_often')
    expect((await under.store.listFacts('quarantine', page)).items).toEqual([])
    await under.archive.close()
    fake.rules.conflict = null
    await under.restartArchive()
    await expectAll(200)
  })

  it('stops also when such readings come a few at a time', async () => {
    fake.rules.conflict = 'level_m='
    const few = refusedPerBatchMax - 10
    await under.commit(many(few))
    await under.archive.settled()
    expect((await under.store.listFacts('quarantine', page)).items).toHaveLength(few)
    await under.commit(many(few, few))
    await expectStop('refused_too_often')
    expect((await under.store.listFacts('quarantine', page)).items).toHaveLength(few)
    // What went to quarantine is in the recent store as well, and is sent again.
    fake.rules.conflict = null
    await expectAll(2 * few)
  })

  it('does not let a reader wait for a server that hangs', async () => {
    await under.close()
    under = await startArchivedCity({ url: fake.url, bucket: 'b', org: 'town' }, { timeoutMs: 60 })
    fake.rules.hangs = true
    await under.commit(many(5))
    await vi.waitFor(() => expect(under.archive.state().words).toMatch(/abort|time/i), waitMs)
    const asked = under.archive.history.listReadings('flood', 'gauge-1', always, page)
    await expect(asked).rejects.toBeInstanceOf(ArchiveError)
  }, 30_000)

  it('notes a clock that is off, and points that are older than what is kept', async () => {
    expect(listArchiveNotes(under.archive.state())).toEqual([])
    await under.archive.close()
    fake.rules.clockAheadMs = 120_000
    await under.restartArchive()
    const message = 'dropped 3 points outside retention policy of duration 168h0m0s'
    fake.script({ status: 422, body: JSON.stringify({ code: 'unprocessable', message }) })
    await under.commit(many(3))
    await under.archive.settled()
    expect(under.archive.state()).toMatchObject({ condition: 'ok', expired_total: 3 })
    expect(listArchiveNotes(under.archive.state())).toEqual(['clock_off', 'expired'])
  })

  it('writes a batch again that was answered after the time-out: each point once', async () => {
    await under.close()
    under = await startArchivedCity({ url: fake.url, bucket: 'b', org: 'town' }, { timeoutMs: 60 })
    fake.script({ status: 204, applied: true, delayMs: 400 })
    await under.commit(many(30))
    await vi.waitFor(() => expect(fake.writes.length).toBeGreaterThan(1), waitMs)
    await expectAll(30)
  })

  it('waits as long as a busy server asks', async () => {
    fake.script({ status: 429, headers: { 'retry-after': '1' } })
    await under.commit(many(5))
    await expectAll(5)
    const [refused, written] = fake.writes
    expect((written?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThan(990)
  })

  it('never holds up a commit: a dead archive is only behind', async () => {
    fake.rules.down = true
    for (let i = 0; i < 20; i += 1) await under.commit(many(20, i * 20))
    await vi.waitFor(
      () => expect(under.archive.state()).toMatchObject({ condition: 'behind' }),
      waitMs,
    )
    expect(under.archive.state()).toMatchObject({ stop: null, points_total: 0 })
    expect(under.archive.state().words).toBeTruthy()
    await sleep(50)
    fake.rules.down = false
    await expectAll(400)
  })

  it('closed in the middle of an outage, it sends the rest after the next start', async () => {
    fake.rules.down = true
    await under.commit(many(100))
    await under.archive.close()
    fake.rules.down = false
    await under.restartArchive()
    await vi.waitFor(() => expect(fake.points.size).toBe(100), waitMs)
    await expectAll(100)
  })
})
