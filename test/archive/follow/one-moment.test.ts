import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import type { Values } from '#domain/readings/values.ts'
import {
  always,
  day,
  keepAll,
  makeReading,
  page,
  reading,
  t0,
} from '#test/contracts/make-readings.ts'
import { hasServer, startInfluxd, type ServerProcess } from '#test/support/influx-servers.ts'
import { createBuckets, nameBucket, readArchive, startArchivedCity } from './archived-city.ts'

describe.runIf(hasServer('influxd'))('one moment in the archive', () => {
  let server: ServerProcess
  let address: ArchiveAddress
  beforeAll(async () => {
    server = await startInfluxd()
    address = { url: server.url, bucket: nameBucket() }
    await createBuckets(address)
  })
  afterAll(() => server.close())

  it('a second message of a moment adds its fields, also where only the archive has the first', async () => {
    const under = await startArchivedCity(address)
    const shown = async () =>
      (await readArchive(under).listReadings('flood', 'gauge-1', always, page)).items
    const again = (values: Values, receivedTs: number) =>
      reading({ values, received_ts: receivedTs, seq: 8 })
    await under.commit([reading({ values: { level_m: null } }), again({ rain_mm: 2 }, t0 + 50)])
    await under.archive.settled()
    expect(await shown()).toEqual([makeReading({ values: { level_m: null, rain_mm: 2 } })])
    await under.store.prune({ ...keepAll, readingsBeforeTs: t0 + day })
    await under.commit([again({ battery_v: 3.6, rain_mm: 2 }, t0 + 31 * day)])
    await under.archive.settled()
    const whole = { level_m: null, rain_mm: 2, battery_v: 3.6 }
    expect(await shown()).toEqual([makeReading({ values: whole })])
    // A copy of the recent store, which knows the last message alone, takes nothing away either.
    under.archive.requestFill(always)
    await under.archive.settled()
    expect(await shown()).toEqual([makeReading({ values: whole })])
    await under.close()
  })
})
