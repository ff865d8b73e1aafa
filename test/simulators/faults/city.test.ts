import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Clock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { DeviceFeature } from '#domain/wire/device.ts'
import type { GapLedger } from '#domain/wire/gaps.ts'
import type { QuarantineResource } from '#domain/wire/quarantine.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'
import { loadFaults } from '#simulators/faults/load-faults.ts'
import type { TruthTouch } from '#simulators/faults/truth.ts'
import { loadCredentials } from '#simulators/fleet/load-credentials.ts'
import { startFleet } from '#simulators/fleet/start.ts'
import { readTruth } from '#simulators/score/read-truth.ts'
import type { Truth } from '#simulators/score/read-truth.ts'
import { runScore } from '#simulators/score/run-score.ts'
import { startTestCity, type StartedCity } from '#test/support/start-city.ts'
import { hour, inashiki, mondayTs } from '../inashiki.ts'

const minute = 60_000

/** Monday noon of one week, whenever the test runs: what a fault alters depends on the tide. */
const startMs = performance.now()
const clock: Clock = {
  now: () => Math.floor(mondayTs + 12 * hour + performance.now() - startMs),
  monotonicMs: () => performance.now(),
}

/** One fault a device, so that what a device shows is that fault's doing. */
const faults = [
  {
    type: 'spike',
    device: 'gauge-edosaki',
    field: 'level_m',
    from: 'now-6h',
    for: '5h',
    height: 3,
  },
  { type: 'flat', device: 'gauge-shibasaki', field: 'level_m', from: 'now-11h', for: '10h' },
  {
    type: 'unit_slip',
    device: 'gauge-shimosuda',
    field: 'level_m',
    from: 'now-3h',
    for: '1h',
    sent_as: 'mm',
  },
  { type: 'gap', device: 'wifi-city-hall', from: 'now-5h', for: '2h', share: 0.4 },
  { type: 'duplicate', device: 'farm-aba', from: 'now-8h', for: '4h', share: 0.3 },
  { type: 'backlog', device: 'farm-takada', from: 'now-4h', for: '2h', order: 'shuffled' },
  { type: 'reboot', device: 'wifi-azuma-jhs', from: 'now-3h', for: '5m' },
  { type: 'clock', device: 'wifi-takada-es', from: 'now-30m', for: '20m' },
  { type: 'position_zero', device: 'bus-05', from: 'now-12h', for: '11h', share: 0.01 },
]

let folder = ''
let city: StartedCity
let truth: Truth
const troubles: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faulty-'))
  city = await startTestCity({ dataFolder: join(folder, 'data'), demo: { scenario: null }, clock })
  const [faultsFile, truthFile] = [join(folder, 'faults.json'), join(folder, 'truth.jsonl')]
  writeFileSync(faultsFile, JSON.stringify({ version: 1, faults }))
  const all = await loadCredentials(join(city.dataFolder, 'simulated-devices.json'))
  const named = new Set(faults.map(({ device }) => device))
  const fleet = startFleet({
    city: inashiki,
    kinds,
    credentials: new Map([...all].filter(([id]) => named.has(id))),
    url: city.mqttUrl,
    scenario: 'normal',
    seed: 3,
    speed: 100_000,
    durationMs: 13 * hour,
    joinWithinMs: 100,
    faults: { loaded: loadFaults(faultsFile), truthFile },
    clock,
    onTrouble: (sentence) => troubles.push(sentence),
  })
  await fleet.done
  await fleet.close()
  truth = readTruth(truthFile)
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true })
})

async function ask<T>(path: string): Promise<T> {
  const headers = { authorization: `Bearer ${city.operatorToken}` }
  const response = await fetch(new URL(path, city.url), { headers })
  expect(response.status, path).toBe(200)
  return (await response.json()) as T
}

const touchesOf = (device: string, effect: TruthTouch['effect']) =>
  truth.touches.filter((touch) => touch.device === device && touch.effect === effect)
const gapsOf = (device: string) => ask<GapLedger>(`/v1/devices/${device}/gaps`)

async function readingsOf(device: string): Promise<Map<number, ReadingResource>> {
  const [from, to] = [clock.now() - 15 * hour, clock.now() + 15 * hour]
  const readings = new Map<number, ReadingResource>()
  for (let cursor = ''; ;) {
    const path = `/v1/devices/${device}/readings?from=${from}&to=${to}&limit=10000${cursor}`
    const page = await ask<{ items: ReadingResource[]; next_cursor: string | null }>(path)
    for (const reading of page.items) readings.set(reading.ts, reading)
    if (page.next_cursor === null) return readings
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`
  }
}

describe('a city with faulty devices', () => {
  it('takes all that they send without breaking a connection', () => {
    expect(troubles).toEqual([])
  })

  it('stores every altered value as it was sent: what the truth calls sent is what is there', async () => {
    for (const device of ['gauge-edosaki', 'gauge-shibasaki', 'gauge-shimosuda']) {
      const readings = await readingsOf(device)
      const altered = new Map(touchesOf(device, 'altered').map((touch) => [touch.ts, touch]))
      expect(altered.size).toBeGreaterThan(10)
      for (const [ts, touch] of altered) {
        expect(readings.get(ts)).toMatchObject({ seq: touch.seq, values: touch.sent })
        expect(touch.true).not.toEqual(touch.sent)
      }
    }
  })

  it('flags every single spike, with the reason', async () => {
    const spikes = await readingsOf('gauge-edosaki')
    const altered = touchesOf('gauge-edosaki', 'altered')
    const hit = new Set(altered.map(({ seq }) => seq))
    // Two in a row in one direction are a step, and then a value that stays.
    const alone = altered.filter(({ seq }) => !hit.has(seq - 1))
    expect(alone.length).toBeGreaterThan(10)
    for (const { ts } of alone) {
      expect(spikes.get(ts)?.flag).toBeGreaterThan(2)
      expect(spikes.get(ts)?.reasons.join()).toMatch(/(step|spike):level_m/)
    }
  })

  it('fails no value of a frozen gauge: its water may stand still', async () => {
    const frozen = touchesOf('gauge-shibasaki', 'altered')
    expect(frozen.length).toBeGreaterThan(100)
    const readings = await readingsOf('gauge-shibasaki')
    for (const { ts } of frozen) expect([1, 3]).toContain(readings.get(ts)?.flag)
  })

  it('misses in its ledger exactly the readings that were lost', async () => {
    const { missing, ranges } = await gapsOf('wifi-city-hall')
    const lost = touchesOf('wifi-city-hall', 'lost').map(({ seq }) => seq)
    expect(lost.length).toBeGreaterThan(20)
    const listed = ranges.flatMap(({ from_seq, to_seq }) =>
      Array.from({ length: to_seq - from_seq + 1 }, (_, index) => from_seq + index),
    )
    expect(listed).toEqual(lost)
    expect(missing).toBe(lost.length)
  })

  it('counts repeats, closes the gap of a backlog, and takes a reboot for no gap', async () => {
    const { duplicates, missing } = await gapsOf('farm-aba')
    expect({ duplicates, missing }).toEqual({
      duplicates: touchesOf('farm-aba', 'repeated').length,
      missing: 0,
    })
    const late = touchesOf('farm-takada', 'late')
    expect(late.length).toBeGreaterThan(50)
    const backlog = await gapsOf('farm-takada')
    expect(backlog).toMatchObject({ missing: 0, ranges: [] })
    // What came in one array is taken in order, and so is not late.
    expect(backlog.late).toBeLessThanOrEqual(late.length)
    const stored = await readingsOf('farm-takada')
    expect(late.filter(({ ts }) => !stored.has(ts))).toEqual([])
    expect(await gapsOf('wifi-azuma-jhs')).toMatchObject({ restarts: 1, missing: 0 })
  })

  it('tells of a clock that is nine hours ahead, and shows none of its values at a time to come', async () => {
    const readings = await readingsOf('wifi-takada-es')
    const ahead = touchesOf('wifi-takada-es', 'restamped')
    expect(ahead.length).toBe(20)
    for (const { ts } of ahead) expect(readings.get(ts)?.reasons).toContain('clock_future')
    const { properties } = await ask<DeviceFeature>('/v1/devices/wifi-takada-es')
    expect(properties.latest?.place_ts).toBeLessThan(clock.now() + minute)
    expect(ahead.map(({ ts }) => ts)).toContain(properties.latest?.ts)
    expect(properties.state).toBe('clock_fault')
    expect(properties.clock_offset_ms).toBeGreaterThan(8 * 60 * minute)
  })

  it('quarantines positions at 0/0 and shows none of them', async () => {
    const zeros = touchesOf('bus-05', 'altered')
    expect(zeros.length).toBeGreaterThan(50)
    const path = '/v1/quarantine?device=bus-05&limit=10000'
    const { items } = await ask<{ items: QuarantineResource[] }>(path)
    expect(new Set(items.map(({ code }) => code))).toEqual(new Set(['position_zero']))
    const refused = items.map(({ payload }) => (JSON.parse(payload) as { ts: number }).ts)
    expect(refused.toSorted((a, b) => a - b)).toEqual(zeros.map(({ ts }) => ts))
    const readings = await readingsOf('bus-05')
    expect(zeros.filter(({ ts }) => readings.has(ts))).toEqual([])
  })

  it('is scored against the truth over REST', async () => {
    const settings = { DATA_DIR: folder, HTTP_PORT: 1 }
    const options = [
      join(folder, 'truth.jsonl'),
      '--url',
      city.url,
      `--token=${city.operatorToken}`,
    ]
    const sheet = JSON.parse(await runScore([...options, '--json'], settings, clock.now())) as {
      scores: {
        fault_type: string
        recall: number
        precision: number
        found: number
        first_notice_ms: number
      }[]
    }
    const scoreOf = (type: string) => sheet.scores.find(({ fault_type }) => fault_type === type)
    for (const type of ['gap', 'duplicate', 'backlog', 'reboot', 'clock', 'position_zero']) {
      expect(scoreOf(type), type).toMatchObject({ recall: 1, found: 1 })
    }
    for (const type of ['gap', 'duplicate', 'clock', 'position_zero']) {
      expect(scoreOf(type)?.precision, type).toBe(1)
    }
    expect(scoreOf('spike')?.recall).toBeGreaterThan(0.8)
    const table = await runScore(options, settings, clock.now())
    expect(table).toMatch(/fault +faults +found +readings +noticed +recall/)
    const blind = await runScore(options.slice(0, 3), settings, clock.now())
    expect(blind).toMatch(/position_zero +1 +0 .*\n/)
    expect(blind).toMatch(/quarantine not looked at/)
  })
})
