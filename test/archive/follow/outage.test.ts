import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { verifyArchive } from '#archive/follow/verify.ts'
import {
  always,
  crossing,
  event,
  minute,
  reading,
  t0,
  verdict,
} from '#test/contracts/make-readings.ts'
import { hasServer, startInfluxd, type ServerProcess } from '#test/support/influx-servers.ts'
import { createBuckets, nameBucket, readArchive, startArchivedCity } from './archived-city.ts'

const day = 86_400_000
const devices = Array.from({ length: 20 }, (_, i): Device => {
  const id = `gauge-${i}`
  const name = { ja: id, en: id }
  const fixed = { origin: 'field', role: 'sensor', position: null, out_of_service: false } as const
  return { id, kind: 'flood', name, ...fixed }
})

/** A minute of a storm: every gauge reports, some correct themselves, some are judged later. */
const storm = (step: number) => {
  const ts = t0 + step * minute
  const readings = devices.map(({ id }, i) =>
    reading({ device: id, ts, values: { level_m: step + i / 100, rain_mm: 2 } }),
  )
  const revised = reading({ device: 'gauge-3', ts: ts - minute, values: { level_m: -step } })
  const judged = verdict({ device: 'gauge-4', ts: ts - minute, at_ts: ts })
  const crossed = crossing({ device: 'gauge-3', ts, received_ts: ts })
  return [...readings, revised, judged, crossed, event({ ts, event_id: `e-${step}` })]
}

describe.runIf(hasServer('influxd'))('an outage of the archive', () => {
  let server: ServerProcess
  let address: ArchiveAddress
  beforeAll(async () => {
    server = await startInfluxd()
    address = { url: server.url, bucket: nameBucket() }
    await createBuckets(address)
  })
  afterAll(() => server.close())

  it('with kills of the server and restarts of ours loses nothing, doubles nothing, and delays no commit', async () => {
    const under = await startArchivedCity(address, { devices })
    const steps = 60
    for (let step = 1; step <= steps; step += 1) {
      await under.commit(storm(step))
      if (step % 20 === 5) await server.kill()
      if (step % 20 === 9) await under.restartArchive()
      if (step % 20 === 14) await server.restart()
      // Lets requests get under way, so that a kill also hits an open one.
      await sleep(10)
    }
    await under.archive.settled()
    expect(under.archive.state()).toMatchObject({ condition: 'ok', refused_total: 0 })
    const verified = await verifyArchive({
      store: under.store,
      archive: readArchive(under),
      directory: { list: () => devices },
      range: always,
      values: true,
    })
    // The revision of the first minute is a reading of its own: nothing came before it.
    expect(verified).toEqual({
      devices: 20,
      readings: steps * 20 + 1,
      differences: [],
      crossings: steps,
      missingCrossings: [],
    })
    const { items } = await readArchive(under).listFacts('event', {
      device: 'bus-1',
      range: always,
      limit: 1_000,
    })
    expect(items.map(({ event_id }) => event_id)).toEqual(
      Array.from({ length: steps }, (_, i) => `e-${i + 1}`),
    )
    await under.close()
  })

  it('is compared by verify only for what both still keep', async () => {
    const under = await startArchivedCity(address, { devices })
    await under.commit(storm(1))
    await under.archive.settled()
    // As where the recent store deleted its beginning, which the archive has for years.
    await under.store.prune({
      readingsBeforeTs: t0 + 30 * day,
      quarantineBeforeTs: 0,
      recordsBeforeTs: 0,
      reduceBeforeTs: 0,
      journalUpToSeq: 0,
    })
    const asked = {
      store: under.store,
      archive: readArchive(under),
      directory: { list: () => devices },
      range: always,
      values: true,
    }
    const kept = {
      now: t0 + 60 * day,
      readingsMs: 30 * day,
      recordsMs: 366 * day,
      archiveMs: await readArchive(under).keptMs(),
    }
    expect((await verifyArchive(asked)).differences.length).toBeGreaterThan(0)
    expect(await verifyArchive({ ...asked, kept })).toMatchObject({
      differences: [],
      missingCrossings: [],
      crossings: 1,
    })
    // And where the archive keeps less than the recent store.
    const shorter = { ...kept, archiveMs: 7 * day }
    expect(await verifyArchive({ ...asked, kept: shorter })).toMatchObject({ crossings: 0 })
    await under.close()
  })

  it('is told by verify, device and day, when the archive lacks something', async () => {
    const under = await startArchivedCity(address, { devices })
    await under.commit(storm(1))
    await under.archive.settled()
    await under.archive.close()
    await under.commit([reading({ device: 'gauge-7', ts: t0 + 5 * minute }), crossing()])
    await under.commit([reading({ device: 'gauge-8', ts: t0 + minute, values: { level_m: 9 } })])
    const verified = await verifyArchive({
      store: under.store,
      archive: readArchive(under),
      directory: { list: () => devices },
      range: always,
      values: true,
    })
    expect(verified.differences).toMatchObject([
      { device: 'gauge-7', day: t0, recent: 2, archived: 1, example: { archived: null } },
      { device: 'gauge-8', day: t0, recent: 1, archived: 1 },
    ])
    expect(verified).toMatchObject({ crossings: 2, missingCrossings: [2] })
    await under.close()
  })
})
