import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import type { Store } from '#store/store.ts'
import { describeAggregates } from '#test/contracts/store-aggregates.ts'
import { describeReadings } from '#test/contracts/store-readings.ts'
import { findNamedServer, hasServer, startInfluxd } from '#test/support/influx-servers.ts'
import { createBuckets, nameBucket, startArchivedCity, type InfluxCity } from './archived-city.ts'

/**
 * The suite that the recent store passes, with the same commits, read back out of InfluxDB: what
 * was stored went through journal, forwarder, line protocol and InfluxQL.
 */
function describeArchive(getAddress: () => ArchiveAddress | undefined): void {
  let under: InfluxCity | undefined
  const getCity = (): InfluxCity => {
    if (!under) throw new Error('used outside a test')
    return under
  }
  beforeEach(async () => {
    const address = getAddress()
    if (!address) throw new Error('no server')
    under = await startArchivedCity(address)
  })
  afterEach(() => getCity().close())

  const fixture = {
    get store() {
      return readingFromArchive(getCity())
    },
    reopen: () => getCity().restartArchive(),
  }
  describeReadings(fixture)
  describeAggregates(fixture)
}

function readingFromArchive(under: InfluxCity): Store {
  const { store } = under
  const settled = async () => {
    await under.archive.settled()
    return under.archive.history
  }
  return {
    ...store,
    commit: async (items) => {
      const result = await store.commit(items)
      under.archive.apply({ ...result, changes: [] })
      return result
    },
    listReadings: async (...query) => (await settled()).listReadings(...query),
    aggregateReadings: async (...query) => (await settled()).aggregateReadings(...query),
  }
}

describe.runIf(hasServer('influxd'))("the archive in Debian's InfluxDB", () => {
  let influxd: Awaited<ReturnType<typeof startInfluxd>> | undefined
  let address: ArchiveAddress | undefined
  beforeAll(async () => {
    influxd = await startInfluxd()
    address = { url: influxd.url, bucket: nameBucket() }
    await createBuckets(address)
  })
  afterAll(() => influxd?.close())
  describeArchive(() => address)
})

const named = findNamedServer()
const suites = named ? [{ named, name: 'the archive in the server of INFLUX_TEST_URL' }] : []
describe.each(suites)('$name', ({ named }) => {
  const address = { ...named, bucket: nameBucket() }
  beforeAll(() => createBuckets(address))
  describeArchive(() => address)
})
