import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ArchiveError } from '#archive/archive-error.ts'
import { connectArchive, isConnection } from '#archive/influx/connect.ts'
import { openInflux } from '#archive/influx/open.ts'
import { listBucketsOf, setUpBuckets, type Retention } from '#archive/influx/set-up.ts'
import type { ArchiveFact } from '#archive/port.ts'
import { createCityZone } from '#domain/city/zone.ts'
import { kinds } from '#domain/kinds/index.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { makeReading, t0 } from '#test/contracts/make-readings.ts'
import { addBucket, mapDatabase } from '#test/support/fake-influx-admin.ts'
import { startFakeInflux, type FakeInflux } from '#test/support/fake-influx.ts'

const day = 86_400_000
const forEver: Retention = { raw: null, '1h': null, '1d': null }
const upgraded = 'machimori/autogen'

describe('an InfluxDB 2.x', () => {
  let fake: FakeInflux
  beforeEach(async () => {
    fake = await startFakeInflux({ version: 'v2.8.0' })
  })
  afterEach(() => fake.close())

  const addressIn = (org?: string) => ({ url: fake.url, bucket: 'machimori', org, token: 't' })
  const connect = async (org = 'town') => {
    const connection = await connectArchive(addressIn(org), Date.now)
    if (!isConnection(connection)) throw new Error(connection.words)
    return connection
  }
  const setUp = async (retention = forEver, org?: string) =>
    setUpBuckets(await connect(org), retention)
  const open = () =>
    openInflux({
      address: addressIn('town'),
      city: 'town',
      kinds,
      zone: createCityZone('Asia/Tokyo'),
      clock: systemClock,
    })
  const fact = (i: number): ArchiveFact => ({
    type: 'reading',
    reading: makeReading({ ts: t0 + i }),
    replaces: false,
  })
  const claim = { journal: 'j', run: 'r', aliveTs: t0 }
  const namesOf = () => fake.admin.buckets.map(({ name }) => name)
  const targets = () => fake.writes.map(({ bucket }) => bucket)

  it('stops at connect where no organisation is set', async () => {
    for (const org of [undefined, '']) {
      const found = await connectArchive(addressIn(org), Date.now)
      expect(found).toMatchObject({ reason: 'org_missing' })
    }
  })

  it('takes the id of an organisation as its name', async () => {
    const [org] = fake.admin.orgs
    await setUp(forEver, org?.id)
    expect(fake.admin.buckets.map(({ orgID }) => orgID)).toEqual([org?.id, org?.id, org?.id])
    expect(namesOf()).toEqual(['machimori', 'machimori_1h', 'machimori_1d'])
  })

  it('keeps for ever where 0 days are asked for, an existing bucket too', async () => {
    await setUp({ raw: 30 * day, '1h': null, '1d': null })
    const kept = async () => (await listBucketsOf(await connect())).raw?.retentionMs
    expect(await kept()).toBe(30 * day)
    await setUp(forEver)
    expect(await kept()).toBeNull()
  })

  it('that was upgraded from 1.x is written where InfluxQL reads', async () => {
    const id = addBucket(fake.admin, upgraded)
    mapDatabase(fake.admin, 'machimori', id)
    await setUp({ ...forEver, raw: 30 * day })
    expect(namesOf()).toEqual([upgraded, 'machimori_1h', 'machimori_1d'])
    const { raw } = await listBucketsOf(await connect())
    expect(raw).toEqual({ name: upgraded, retentionMs: 30 * day })
    const archive = open()
    const session = await archive.open()
    expect(await session.deliver([fact(1)])).toMatchObject({ kind: 'written', points: 1 })
    expect(targets()).toEqual([id])
    archive.close()
  })

  it('shows a bucket of the name that nobody reads', async () => {
    addBucket(fake.admin, 'machimori')
    mapDatabase(fake.admin, 'machimori', addBucket(fake.admin, upgraded))
    const { raw } = await listBucketsOf(await connect())
    expect(raw).toMatchObject({ name: upgraded, unread: 'machimori' })
  })

  it('without virtual mappings (2.0 to 2.3) gets them at setup', async () => {
    fake.admin.hasVirtualMappings = false
    await setUp()
    const buckets = new Map(fake.admin.buckets.map(({ id, name }) => [name, id]))
    const mapped = fake.admin.dbrps.map(({ database, bucketID }) => [database, bucketID])
    expect(new Map(mapped as [string, string][])).toEqual(buckets)
    await setUp()
    expect(fake.admin.dbrps.length).toBe(3)
  })

  it('that shows no mappings to this token is written by name, as before', async () => {
    addBucket(fake.admin, 'machimori')
    fake.admin.showsMappings = false
    const archive = open()
    const session = await archive.open()
    await session.deliver([fact(1)])
    expect(targets()).toEqual(['machimori'])
    archive.close()
  })

  it('says in words that a mapping leads nowhere', async () => {
    mapDatabase(fake.admin, 'machimori', 'feedfeedfeedfeed')
    await expect(setUp()).rejects.toThrow('leads to bucket feedfeedfeedfeed, which is gone')
  })

  it('is noticed to read another bucket, and then written there', async () => {
    mapDatabase(fake.admin, 'machimori', addBucket(fake.admin, 'one'))
    const archive = open()
    const session = await archive.open()
    expect(await session.sign(claim)).toBeUndefined()
    const other = addBucket(fake.admin, 'two')
    mapDatabase(fake.admin, 'machimori', other)
    const noticed = await session.sign(claim).catch((error: unknown) => error)
    expect(noticed).toBeInstanceOf(ArchiveError)
    // What the recent store has is sent again once such a stop is over.
    expect(noticed).toMatchObject({ stop: { code: 'mapping_changed', mayHaveLost: true } })
    const next = await archive.open()
    await next.deliver([fact(1)])
    expect(targets()).toEqual([other])
    archive.close()
  })

  it('that reads another bucket when it is met again says so first', async () => {
    mapDatabase(fake.admin, 'machimori', addBucket(fake.admin, 'one'))
    const archive = open()
    await archive.open()
    mapDatabase(fake.admin, 'machimori', addBucket(fake.admin, 'two'))
    await expect(archive.open()).rejects.toMatchObject({ stop: { code: 'mapping_changed' } })
    await archive.open()
    archive.close()
  })

  it.each([
    ['names what the request lacks', 'Please provide either orgID or org', null],
    ['says something odd to every line', 'this is odd', 'this is odd'],
  ])('that %s stops, and blames no point', async (_what, message, refusesAll) => {
    const archive = open()
    const session = await archive.open()
    fake.rules.refusesAll = refusesAll
    fake.script({ status: 400, body: JSON.stringify({ code: 'invalid', message }) })
    expect(await session.deliver([fact(1)])).toMatchObject({
      kind: 'stopped',
      stop: { code: 'request_refused' },
      words: message,
    })
    if (refusesAll) {
      expect(await session.sign(claim)).toMatchObject({ stop: { code: 'request_refused' } })
    }
    archive.close()
  })

  it('that says something odd to one line has that line alone refused', async () => {
    const archive = open()
    const session = await archive.open()
    fake.script({ status: 400, body: '{"message":"this is odd"}' })
    expect(await session.deliver([fact(1)])).toMatchObject({
      kind: 'written',
      refused: [{ words: 'this is odd' }],
    })
    archive.close()
  })
})
