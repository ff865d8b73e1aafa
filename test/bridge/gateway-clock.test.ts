import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFarAedes, type FarBroker } from '../support/far-broker.ts'
import { distance, euiOf, lookingDown, startBridgedCity, type BridgedCity } from './bridged-city.ts'
import { chirpstackTopic, chirpstackUp, ttsTopic, ttsUp, type Frame } from './far-uplinks.ts'

const minute = 60_000
const now = Date.now()
const textAt = (ts: number) => new Date(ts).toISOString()

let far: FarBroker
let city: BridgedCity
beforeAll(async () => {
  far = await startFarAedes()
  city = await startBridgedCity([
    { id: 'chirp', url: far.url, dialect: 'chirpstack' },
    { id: 'things', url: far.url, dialect: 'tts' },
  ])
  await city.connected()
})
afterAll(async () => {
  await city.close()
  await far.close()
})

interface Uplink {
  /** By the network server, and by the gateway beside it. */
  ts: number
  gatewayMs: number
}

const servers = [
  {
    source: 'chirp',
    publish: (_id: string, frame: Frame) =>
      far.publish(chirpstackTopic(frame.devEui), chirpstackUp(frame)),
  },
  {
    source: 'things',
    publish: (id: string, frame: Frame) => far.publish(ttsTopic(id), ttsUp(id, frame)),
  },
]

describe.each(servers)('a gateway of $source', ({ source, publish }) => {
  let gauges = source === 'chirp' ? 500 : 600

  async function receive(uplinks: readonly Uplink[]) {
    const devEui = euiOf((gauges += 1))
    const { id } = city.addDevice('flood', lookingDown(source, devEui))
    for (const [fCnt, { ts, gatewayMs }] of uplinks.entries()) {
      const gateways = [{ id: 'roof', rssi: -90, time: textAt(ts + gatewayMs) }]
      const frame = { devEui, fCnt, time: textAt(ts), gateways, object: distance(2_000 + fCnt) }
      await publish(`gauge-${gauges}`, frame)
    }
    return { stored: await city.stored(id, uplinks.length), state: city.ingest.board.get(id) }
  }

  it('is not asked where it agrees with the network server, or says a time before 2015', async () => {
    const { stored } = await receive([
      { ts: now - 20 * minute, gatewayMs: -minute },
      { ts: now - 10 * minute, gatewayMs: Date.UTC(1980, 0, 6) - now },
    ])
    expect(stored.map(({ ts, reasons }) => [ts, reasons])).toEqual([
      [now - 20 * minute, []],
      [now - 10 * minute, []],
    ])
  })

  it('that sends what it kept for two days leaves a record, and nothing of now', async () => {
    const kept = [0, 1, 2].map((n) => ({
      ts: now - 2_000 + n * 100,
      gatewayMs: (-48 * 60 + n * 10) * minute,
    }))
    const { stored, state } = await receive(kept)
    for (const [n, { ts, place_ts, reasons }] of stored.entries()) {
      const { ts: networkTs = 0, gatewayMs = 0 } = kept[n] ?? {}
      expect(ts).toBe(networkTs + gatewayMs)
      expect(place_ts).toBe(ts)
      expect(reasons).toEqual(['clock_doubt', `network_time:${networkTs}`])
    }
    expect(state.clockOffsetMs).toBeNull()
  })

  it('whose clock is two hours slow is found by the second uplink, and silences nobody', async () => {
    const slow = [20, 10, 0].map((back) => ({ ts: now - back * minute, gatewayMs: -120 * minute }))
    const { stored, state } = await receive(slow)
    expect(stored.map(({ place_ts }) => place_ts)).toEqual([
      now - 140 * minute,
      now - 10 * minute,
      now,
    ])
    expect(stored[2]?.reasons).toContain('clock_slow')
    expect(state.clockOffsetMs).toBe(-120 * minute)
  })
})
