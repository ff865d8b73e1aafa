import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import type { ArchiveDatabase } from '#archive/port.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { Store } from '#store/store.ts'
import { describeAggregates } from '#test/contracts/store-aggregates.ts'
import { describeReadings } from '#test/contracts/store-readings.ts'
import { findNamedServer, hasServer, startInfluxd } from '#test/support/influx-servers.ts'
import {
  createBuckets,
  nameBucket,
  nameCity,
  openAt,
  startCityOn,
  timeZone,
  type ArchivedCity,
} from '../follow/archived-city.ts'
import { describeFacts } from './facts.ts'
import { createMapArchive } from './map-archive.ts'

/**
 * The suite that the recent store passes, with the same commits, read back out of the archive: what
 * was stored went through journal, follower and the database. `create` gives each test one of its own.
 */
function describeArchive(create: () => () => ArchiveDatabase): void {
  let under: ArchivedCity | undefined
  let open: (() => ArchiveDatabase) | undefined
  const getCity = (): ArchivedCity => {
    if (!under) throw new Error('used outside a test')
    return under
  }
  beforeEach(async () => {
    open = create()
    under = await startCityOn(open)
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
  describeFacts(getCity, () => {
    if (!open) throw new Error('used outside a test')
    return open()
  })
}

function readingFromArchive(under: ArchivedCity): Store {
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
    foldReadings: async (...query) => (await settled()).foldReadings(...query),
  }
}

const createAt = (getAddress: () => ArchiveAddress | undefined) => () => {
  const address = getAddress()
  if (!address) throw new Error('no server')
  const city = nameCity()
  return () => openAt(address, city)
}

describe('the archive in maps, the smallest there is', () => {
  describeArchive(() => createMapArchive(createCityZone(timeZone)))
})

describe.runIf(hasServer('influxd'))("the archive in Debian's InfluxDB", () => {
  let influxd: Awaited<ReturnType<typeof startInfluxd>> | undefined
  let address: ArchiveAddress | undefined
  beforeAll(async () => {
    influxd = await startInfluxd()
    address = { url: influxd.url, bucket: nameBucket() }
    await createBuckets(address)
  })
  afterAll(() => influxd?.close())
  describeArchive(createAt(() => address))
})

const named = findNamedServer()
const suites = named ? [{ named, name: 'the archive in the server of INFLUX_TEST_URL' }] : []
describe.each(suites)('$name', ({ named }) => {
  const address = { ...named, bucket: nameBucket() }
  beforeAll(() => createBuckets(address))
  describeArchive(createAt(() => address))
})
