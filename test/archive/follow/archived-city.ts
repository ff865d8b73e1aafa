import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Change, CommitItem } from '#domain/commit.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Archive } from '#archive/follow/archive.ts'
import { startArchive, type ArchiveOptions } from '#archive/follow/start.ts'
import { bucketOf, type ArchiveAddress, type ArchiveClass } from '#archive/influx/address.ts'
import type { InfluxRow } from '#archive/influx/read/influxql.ts'
import { connectArchive, isConnection } from '#archive/influx/connect.ts'
import { openInflux } from '#archive/influx/open.ts'
import { setUpBuckets } from '#archive/influx/set-up.ts'
import { createReader } from '#archive/follow/reader.ts'
import type { ArchiveDatabase, ArchiveReader } from '#archive/port.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { createCityZone } from '#domain/city/zone.ts'
import type { Store } from '#store/store.ts'
import { makeFolder, startStore, tickingClock } from '#test/store/temp-store.ts'
import { readingChange } from '#test/support/reading-change.ts'

export const timeZone = 'Asia/Tokyo'

/** A city of its own for each test, so that all tests of a file can share their buckets. */
export const nameCity = (): string => `city-${randomUUID()}`

/** A recent store, and an archive that follows it. */
export interface ArchivedCity {
  store: Store
  archive: Archive
  city: string
  commit(items: readonly CommitItem[]): Promise<number>
  /** Ends the archive, also with a request open, and starts another on the same data. */
  restartArchive(): Promise<void>
  /** A second archive that forwards the same journal. */
  startSecond(): Promise<Archive>
  close(): Promise<void>
}

interface Options extends Partial<Omit<ArchiveOptions, 'database'>> {
  city?: string
  devices?: readonly Device[]
  /** How long one write to InfluxDB may take, ms. */
  timeoutMs?: number
}

/** A city whose archive is an InfluxDB. */
export interface InfluxCity extends ArchivedCity {
  address: ArchiveAddress
}

/** Short pauses, because these tests play hours of failures. */
export const quick = { firstMs: 5, longestMs: 20 }

export const nameBucket = (): string => `test-${randomUUID()}`

/** InfluxDB at an address, as the archive of a city. */
export const openAt = (
  address: ArchiveAddress,
  city: string,
  timeoutMs?: number,
): ArchiveDatabase =>
  openInflux({
    address,
    city,
    kinds,
    zone: createCityZone(timeZone),
    clock: systemClock,
    timeoutMs,
  })

/** Starts a city that is archived in the InfluxDB at an address. */
export async function startArchivedCity(
  address: ArchiveAddress,
  { timeoutMs, city = nameCity(), ...options }: Options = {},
): Promise<InfluxCity> {
  const under = await startCityOn(() => openAt(address, city, timeoutMs), { ...options, city })
  return Object.assign(under, { address })
}

/** Starts a city over any archive; each start opens it anew. */
export async function startCityOn(
  openDatabase: () => ArchiveDatabase,
  { devices = [], city = nameCity(), ...options }: Omit<Options, 'timeoutMs'> = {},
): Promise<ArchivedCity> {
  const folder = await makeFolder()
  const store = await startStore(folder)
  const start = () =>
    startArchive({
      database: openDatabase(),
      kinds,
      timeZone,
      store,
      directory: { list: () => devices },
      clock: tickingClock(),
      retentionMs: 30 * 86_400_000,
      backoff: quick,
      ...options,
    })

  const under: ArchivedCity = {
    store,
    city,
    archive: await start(),
    commit: async (items) => {
      const { seq, committed_ts, outcomes } = await store.commit(items)
      const changes = items.flatMap((item, index): Change[] => {
        const outcome = outcomes[index] ?? 0
        if (item.type === 'checkpoint') return []
        return [
          item.type === 'reading' ? readingChange(item.reading, outcome) : { ...item, outcome },
        ]
      })
      under.archive.apply({ seq, committed_ts, changes })
      return seq
    },
    restartArchive: async () => {
      await under.archive.close()
      under.archive = await start()
    },
    startSecond: start,
    close: async () => {
      await under.archive.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
  return under
}

export async function createBuckets(address: ArchiveAddress): Promise<void> {
  const connection = await connectArchive(address, Date.now)
  if (!isConnection(connection)) throw new Error(connection.words)
  await setUpBuckets(connection, { raw: null, '1h': null, '1d': null })
}

/** Reads what the archive has of a city, by raw points only unless told otherwise. */
export function readArchive(
  { address, city }: Pick<InfluxCity, 'address' | 'city'>,
  rolledTo = 0,
): ArchiveReader {
  const open = () => openAt(address, city).open()
  return createReader(open, () => rolledTo)
}

/** Rows of one city by InfluxQL, as another program would read them. */
export async function readRows(
  { address, city }: Pick<InfluxCity, 'address' | 'city'>,
  select: string,
  archiveClass: ArchiveClass = 'raw',
): Promise<InfluxRow[]> {
  const connection = await connectArchive(address, Date.now)
  if (!isConnection(connection)) throw new Error(connection.words)
  const statement = `${select} WHERE city = $city AND time >= 0`
  const bucket = bucketOf(address, archiveClass)
  return connection.influxql.select(bucket, statement, { params: { city } })
}
