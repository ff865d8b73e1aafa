import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getKind } from '#domain/kinds/index.ts'
import type { CityEvent } from '#domain/facts/event.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { bucketOf, type ArchiveAddress } from '#archive/influx/address.ts'
import { isUnfit, type ArchiveLine, type Unfit } from '#archive/influx/write/archive-line.ts'
import { connectArchive, isConnection, type ArchiveConnection } from '#archive/influx/connect.ts'
import { dialect2 } from '#archive/influx/dialects/v2.ts'
import { createFieldPlan } from '#archive/influx/write/field-plan.ts'
import { listRecords } from '#archive/influx/read/read-records.ts'
import { scanReadings } from '#archive/influx/read/read-readings.ts'
import { encodeRecord } from '#archive/influx/write/record-line.ts'
import { eventRecord } from '#domain/facts/event.ts'
import { encodeReading } from '#archive/influx/write/reading-line.ts'
import { listBucketsOf, setUpBuckets } from '#archive/influx/set-up.ts'
import { createWriteTransport, type WriteTransport } from '#archive/influx/transport.ts'
import { writeLines } from '#archive/influx/write/write-lines.ts'
import { makeEvent, makeReading, t0 } from '#test/contracts/make-readings.ts'
import {
  hasServer,
  startInfluxd,
  startVictoriaMetrics,
  type ServerProcess,
} from '#test/support/influx-servers.ts'

const day = 86_400_000
const flood = createFieldPlan(getKind('flood'))

function fit(line: ArchiveLine | Unfit): ArchiveLine {
  if (isUnfit(line)) throw new Error(line.words)
  return line
}

async function connect(address: ArchiveAddress): Promise<ArchiveConnection> {
  const connection = await connectArchive(address, Date.now)
  if (!isConnection(connection)) throw new Error(connection.words)
  return connection
}

describe.runIf(hasServer('influxd'))("Debian's InfluxDB 1.6.7", () => {
  let server: ServerProcess
  let transport: WriteTransport
  let connection: ArchiveConnection

  beforeAll(async () => {
    server = await startInfluxd()
    transport = createWriteTransport({ url: server.url, timeoutMs: 10_000 })
    connection = await connect({ url: server.url, bucket: 'archive' })
    await setUpBuckets(connection, { raw: null, '1h': null, '1d': null })
  })
  afterAll(async () => {
    transport.close()
    await server.close()
  })

  const write = (lines: readonly ArchiveLine[], to = connection) =>
    writeLines(lines, { connection: to, transport, archiveClass: 'raw', now: Date.now })

  const readBack = async (city: string, { device, ts }: Reading): Promise<Reading[]> => {
    const query = { city, plan: flood, device, range: { from: ts, to: ts + 1 } }
    const found: Reading[] = []
    for await (const readings of scanReadings(connection, query)) found.push(...readings)
    return found
  }

  it('gives back any reading as it was, number for number', async () => {
    const level_m = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))
    const arbitrary = fc.record({
      ts: fc.integer({ min: 1, max: 9_223_372_036_853 }),
      received_ts: fc.nat({ max: 2 ** 45 }),
      seq: fc.option(fc.nat({ max: 2 ** 32 - 1 })),
      boot: fc.option(fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme-ascii' })),
      values: fc.record(
        { level_m, rain_window_s: fc.maxSafeNat(), mode: fc.constantFrom('calm', 'active') },
        { requiredKeys: ['level_m'] },
      ),
      replaces: fc.boolean(),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ replaces, ...part }) => {
        const city = `any-${(run += 1)}`
        const reading = makeReading({ ...part, reasons: replaces ? ['step:level_m'] : [] })
        const line = fit(encodeReading(reading, flood, { city, replaces }))
        expect(await write([line])).toEqual({ kind: 'written', refused: [], expired: 0 })
        const { level_m: sent = null } = reading.values
        // JSON has no minus zero, and so no device can send one.
        const values = { ...reading.values, level_m: sent === 0 ? 0 : sent }
        expect(await readBack(city, reading)).toEqual([{ ...reading, values }])
      }),
      { numRuns: 60 },
    )
  })

  it('gives back any text: quotes, backslashes, line ends, any script', async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (booked_by) => {
        const device = `bus-${(run += 1)}`
        const event: CityEvent = makeEvent({ device, body: { booked_by, trip_id: '"\\,=\n 雨' } })
        const line = fit(encodeRecord(eventRecord, event, { city: 'text', offsetNs: run }))
        expect(await write([line])).toMatchObject({ kind: 'written', refused: [] })
        const query = { name: 'event', device, range: { from: t0, to: t0 + 1 }, limit: 5 } as const
        expect((await listRecords(connection, 'text', query)).items).toEqual([event])
      }),
      { numRuns: 60 },
    )
  })

  it('forgets nothing by a repeated write, and a revision withdraws what it no longer says', async () => {
    const city = 'revised'
    const first = makeReading({ values: { level_m: 1, rain_mm: 4 }, boot: 'b-1' })
    const second = makeReading({ values: { level_m: 2 }, seq: null, flag: 3, reasons: ['flat'] })
    const encode = (reading: Reading, replaces: boolean) =>
      fit(encodeReading(reading, flood, { city, replaces }))
    await write([encode(first, false), encode(first, false)])
    expect(await readBack(city, first)).toEqual([first])
    await write([encode(second, true)])
    expect(await readBack(city, first)).toEqual([second])
    // The crash came before the cursor was saved: both are written again, in order.
    await write([encode(first, false), encode(second, true)])
    expect(await readBack(city, first)).toEqual([second])
  })

  it('takes the good lines around a bad one, also where it says 400 to all', async () => {
    const city = 'poisoned'
    const lines = Array.from({ length: 500 }, (_, i) =>
      fit(encodeReading(makeReading({ ts: t0 + i }), flood, { city, replaces: false })),
    )
    const [bad, odd] = [lines[100], lines[300]]
    if (!bad || !odd) throw new Error('500 lines')
    lines[100] = { ...bad, text: bad.text.replace('level_m=1.25', 'level_m=') }
    lines[300] = { ...odd, text: odd.text.replace('level_m=1.25', 'level_m="high"') }
    const result = await write(lines)
    expect(result).toMatchObject({
      kind: 'written',
      refused: [
        { line: lines[100], words: expect.stringContaining('unable to parse') as string },
        { line: lines[300], words: expect.stringContaining('field type conflict') as string },
      ],
    })
    const query = { city, plan: flood, device: 'gauge-1', range: { from: t0, to: t0 + 500 } }
    let count = 0
    for await (const readings of scanReadings(connection, query, 100)) count += readings.length
    expect(count).toBe(498)
  })

  it('counts what is older than its retention, and is told a new one by setup', async () => {
    const short = await connect({ url: server.url, bucket: 'short' })
    expect(await listBucketsOf(short)).toMatchObject({ raw: undefined })
    await setUpBuckets(short, { raw: 30 * day, '1h': 60 * day, '1d': null })
    const now = Date.now()
    const lines = [now - 40 * day, now - 35 * day, now - day].map((ts) =>
      fit(encodeReading(makeReading({ ts }), flood, { city: 'c', replaces: false })),
    )
    expect(await write(lines, short)).toEqual({ kind: 'written', refused: [], expired: 2 })
    await setUpBuckets(short, { raw: 20 * day, '1h': null, '1d': null })
    expect(await listBucketsOf(short)).toEqual({
      raw: { name: 'short', retentionMs: 20 * day },
      '1h': { name: bucketOf(short.address, '1h'), retentionMs: null },
      '1d': { name: bucketOf(short.address, '1d'), retentionMs: null },
    })
  })

  it('says which bucket it misses', async () => {
    const nowhere = await connect({ url: server.url, bucket: 'nowhere' })
    const line = fit(encodeReading(makeReading(), flood, { city: 'c', replaces: false }))
    expect(await write([line], nowhere)).toEqual({
      kind: 'stopped',
      reason: 'bucket_missing',
      words: 'database not found: "nowhere"',
    })
  })
})

describe.runIf(hasServer('victoria-metrics'))('the wire format of /api/v2/write', () => {
  let server: ServerProcess
  beforeAll(async () => {
    server = await startVictoriaMetrics()
  })
  afterAll(() => server.close())

  it('is understood by another real server', async () => {
    const address = { url: server.url, bucket: 'b', org: 'city', token: 'any' }
    // It answers /ping without a version, as no InfluxDB does.
    expect(await connectArchive(address, Date.now)).toMatchObject({ reason: 'not_influxdb' })
    const transport = createWriteTransport({ url: server.url, timeoutMs: 10_000 })
    const mappings = new Map<string, string>()
    const connection = {
      address,
      dialect: dialect2,
      mappings,
    } as Partial<ArchiveConnection> as ArchiveConnection
    const ts = Date.now() - 60_000
    const lines = [1.5, 2, -0.25].map((level_m, i) =>
      fit(
        encodeReading(makeReading({ ts: ts + i * 1000, values: { level_m } }), flood, {
          city: 'inashiki',
          replaces: false,
        }),
      ),
    )
    const target = { connection, transport, archiveClass: 'raw', now: Date.now } as const
    expect(await writeLines(lines, target)).toMatchObject({ kind: 'written', refused: [] })
    transport.close()
    await fetch(`${server.url}/internal/force_flush`)
    const query = new URLSearchParams({ 'match[]': 'flood_level_m{device="gauge-1"}' })
    const answer = await fetch(`${server.url}/api/v1/export?${query.toString()}`)
    const exported = JSON.parse(await answer.text()) as Record<string, unknown>
    expect(exported).toMatchObject({
      metric: { city: 'inashiki', device: 'gauge-1', origin: 'field' },
      values: [1.5, 2, -0.25],
      timestamps: [ts, ts + 1000, ts + 2000],
    })
  })
})
