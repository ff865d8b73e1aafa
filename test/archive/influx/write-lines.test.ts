import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { connectArchive, isConnection } from '#archive/influx/connect.ts'
import { createWriteTransport, type WriteTransport } from '#archive/influx/transport.ts'
import { writeLines } from '#archive/influx/write/write-lines.ts'
import { refusedPerBatchMax } from '#archive/stops.ts'
import { startFakeInflux, type FakeInflux } from '#test/support/fake-influx.ts'

const lineOf = (i: number, field = 'level_m=1') => ({
  text: `flood,city=c,device=g-${i % 7},origin=field ${field} ${1_780_000_000_000 + i}000000`,
})
const linesOf = (count: number) => Array.from({ length: count }, (_, i) => lineOf(i))

describe('a batch of lines', () => {
  let fake: FakeInflux
  let transport: WriteTransport

  beforeEach(async () => {
    fake = await startFakeInflux()
    transport = createWriteTransport({ url: fake.url, timeoutMs: 2_000 })
  })
  afterEach(async () => {
    transport.close()
    await fake.close()
  })

  const write = async (
    lines: readonly { text: string }[],
    address: Partial<ArchiveAddress> = {},
  ) => {
    const connection = await connectArchive(
      { url: fake.url, bucket: 'b', org: 'town', ...address },
      Date.now,
    )
    if (!isConnection(connection)) throw new Error(connection.words)
    return writeLines(lines, { connection, transport, archiveClass: 'raw', now: Date.now })
  }

  it('is in the archive when the server says 204', async () => {
    expect(await write(linesOf(100))).toEqual({ kind: 'written', refused: [], expired: 0 })
    expect(fake.points.size).toBe(100)
    expect(fake.writes).toHaveLength(1)
  })

  it('with one poisoned line among 5,000 loses that line only, with the words for it', async () => {
    for (const version of ['v2.9.1', '3.10.1']) {
      fake.rules.version = version
      fake.rules.poison = 'poison'
      const lines = linesOf(5_000)
      lines[3_333] = lineOf(3_333, 'level_m=poison')
      const result = await write(lines)
      expect(result).toMatchObject({ kind: 'written', refused: [{ line: lines[3_333] }] })
      expect(result).toHaveProperty('refused.0.words', expect.stringContaining('unable to parse'))
      expect(fake.points.size).toBe(4_999)
    }
    expect(fake.writes.length).toBeLessThan(80)
  })

  it('that meets another type in the database loses those lines only', async () => {
    for (const version of ['v2.9.1', '3.10.1']) {
      fake.rules.version = version
      fake.rules.conflict = 'odd'
      const lines = linesOf(1_000)
      for (const i of [0, 500, 999]) lines[i] = lineOf(i, 'odd=1')
      const result = await write(lines)
      expect(result).toHaveProperty('refused.length', 3)
      expect(fake.points.size).toBe(997)
    }
  })

  it('of which everything is refused stops instead of flooding the quarantine', async () => {
    fake.rules.conflict = 'level_m'
    expect(await write(linesOf(5_000))).toMatchObject({
      kind: 'stopped',
      reason: 'refused_too_often',
      words: 'field type conflict',
    })
    expect(fake.writes.length).toBeLessThan(4 * refusedPerBatchMax)
  })

  it('that is too large is halved until it fits', async () => {
    fake.rules.bytesMax = 20_000
    expect(await write(linesOf(1_000))).toMatchObject({ kind: 'written', refused: [] })
    expect(fake.points.size).toBe(1_000)
  })

  it('partly taken by a hosted 3.x (201) is written again in halves', async () => {
    fake.script({ status: 201, body: '{"error":"partial write of line protocol occurred"}' })
    expect(await write(linesOf(10))).toEqual({ kind: 'written', refused: [], expired: 0 })
    expect(fake.points.size).toBe(10)
  })

  it('beyond the retention is counted, not refused line by line', async () => {
    const forms = [
      'partial write: points beyond retention policy dropped=4',
      'partial write: dropped 4 points outside retention policy of duration 168h0m0s',
    ]
    for (const message of forms) {
      fake.script({ status: 422, body: JSON.stringify({ code: 'unprocessable', message }) })
      expect(await write(linesOf(4))).toEqual({ kind: 'written', refused: [], expired: 4 })
    }
  })

  it('waits for a person where the address, the token or the bucket is wrong', async () => {
    const expectStop = async (reason: string) =>
      expect(await write(linesOf(3))).toMatchObject({ kind: 'stopped', reason })
    fake.rules.token = 'right'
    await expectStop('unauthorized')
    expect(await write(linesOf(3), { token: 'right' })).toMatchObject({ kind: 'written' })
    fake.rules.token = null
    fake.script({ status: 403 })
    await expectStop('forbidden')
    fake.rules.bucketExists = false
    await expectStop('bucket_missing')
    const page = '<!doctype html><title>Sign in</title>'
    for (const status of [200, 202, 302]) {
      fake.script({ status, body: page, headers: { 'content-type': 'text/html' } })
      await expectStop('not_influxdb')
    }
  })

  it('is to be written again later at 408, 425, 429 and every 5xx', async () => {
    for (const status of [408, 425, 429, 500, 502, 503, 504]) {
      fake.script({ status })
      expect(await write(linesOf(3))).toMatchObject({ kind: 'later', retryAfterMs: null })
    }
  })

  it('follows Retry-After in seconds or as a date', async () => {
    const retryAfter = async (value: string) => {
      fake.script({ status: 429, headers: { 'retry-after': value } })
      return write(linesOf(1))
    }
    expect(await retryAfter('2')).toMatchObject({ kind: 'later', retryAfterMs: 2_000 })
    expect(await retryAfter('soon')).toMatchObject({ kind: 'later', retryAfterMs: null })
    const date = new Date(Date.now() + 3_600_000).toUTCString()
    const later = await retryAfter(date)
    expect(later).toHaveProperty('retryAfterMs', expect.closeTo(3_600_000, -5))
  })

  it('answered after the time-out is written again and is there once', async () => {
    transport.close()
    transport = createWriteTransport({ url: fake.url, timeoutMs: 50 })
    fake.script({ status: 204, applied: true, delayMs: 300 })
    expect(await write(linesOf(5))).toMatchObject({ kind: 'later' })
    expect(fake.points.size).toBe(5)
    expect(await write(linesOf(5))).toMatchObject({ kind: 'written' })
    expect(fake.points.size).toBe(5)
  })

  it('to a server that is gone says which error the network gave', async () => {
    const { url } = fake
    const connection = await connectArchive({ url, bucket: 'b', org: 'town' }, Date.now)
    fake.rules.down = true
    if (!isConnection(connection)) throw new Error(connection.words)
    const target = { connection, transport, archiveClass: 'raw', now: Date.now } as const
    expect(await writeLines(linesOf(1), target)).toMatchObject({
      kind: 'later',
      words: expect.stringMatching(/ECONNRESET|socket hang up/) as string,
    })
  })
})
