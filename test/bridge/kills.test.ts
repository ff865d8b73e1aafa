import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { until } from '../faults/load/until.ts'
import {
  findFreePorts,
  liveFolder,
  registerDevices,
  startCityProcess,
  type CityPorts,
  type CityProcess,
} from '../support/city-process.ts'
import {
  hasMosquitto,
  startFarAedes,
  startFarMosquitto,
  type FarBroker,
} from '../support/far-broker.ts'
import { createDevice, startTestCity } from '../support/start-city.ts'
import { distance, euiOf, lookingDown, writeBridgeFile } from './bridged-city.ts'
import { chirpstackTopic, chirpstackUp } from './far-uplinks.ts'
import { ask } from '#test/support/operator-key.ts'

const gauges = 20
const perGauge = 30
const kills = 2
// What comes after a kill is enough to be in the middle of it again.
const perKill = (gauges * perGauge) / kills
const start = Date.now() - perGauge * 60_000

interface Uplink {
  devEui: string
  text: string
}

/** A city is started three times, on a machine that may be busy. */
const patienceMs = 180_000

/** Frame by frame, as all gauges would send them. */
const uplinks: readonly Uplink[] = Array.from({ length: gauges * perGauge }, (_, n) => {
  const devEui = euiOf(n % gauges)
  const fCnt = Math.floor(n / gauges)
  const time = new Date(start + fCnt * 60_000 + (n % gauges)).toISOString()
  return { devEui, text: JSON.stringify(chirpstackUp({ devEui, fCnt, time, object: distance(n) })) }
})

/** Publishes one after the other and again what the broker did not take: it may be away. */
async function publishAll(
  far: FarBroker,
  some: readonly Uplink[],
  tick: (done: number) => Promise<void> | void = () => undefined,
): Promise<void> {
  for (const [index, { devEui, text }] of some.entries()) {
    await tick(index)
    for (;;) {
      const isTaken = await far.publish(chirpstackTopic(devEui), text).then(
        () => true,
        () => false,
      )
      if (isTaken) break
      await sleep(20)
    }
  }
}

const brokers = [
  { name: 'Aedes', start: startFarAedes, isThere: true },
  { name: 'Mosquitto', start: startFarMosquitto, isThere: hasMosquitto() },
].filter(({ isThere }) => isThere)

describe('kills under load', () => {
  let dataFolder: string
  let ports: CityPorts

  beforeEach(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'machimori-'))
    ports = await findFreePorts()
    const devices = Array.from({ length: gauges }, (_, n) =>
      createDevice(`gauge-${n}`, 'flood', lookingDown('lora', euiOf(n))),
    )
    registerDevices(dataFolder, devices)
  })
  afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

  const startCity = (file: string): Promise<CityProcess> =>
    startCityProcess({ dataFolder, ports, env: { BRIDGE_FILE: file, LOG_LEVEL: 'warn' } })

  const bridgeOf = async (city: Pick<CityProcess, 'url'>) => {
    const health = (await (await ask(`${city.url}/v1/health`)).json()) as {
      bridge: { condition: string; messages_total: number; sessions_lost_total: number }[]
      ingest: { readings_total: number; duplicates_total: number; quarantined_total: number }
    }
    return { ...health.ingest, ...health.bridge[0] }
  }

  /** What is on disk when nobody runs any more: every reading as device and frame counter. */
  async function readStored(): Promise<string[]> {
    const folder = liveFolder(dataFolder)
    const store = await startSqliteStore({
      folder,
      kinds,
      timeZone: 'Asia/Tokyo',
      clock: systemClock,
    })
    const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
    const pages = await Promise.all(
      Array.from({ length: gauges }, (_, n) =>
        store.listReadings('flood', `gauge-${n}`, range, { limit: 10_000 }),
      ),
    )
    const { quarantine } = (await store.counts()).facts
    await store.close()
    expect(quarantine).toBe(0)
    return pages.flatMap(({ items }) => items.map(({ device, seq }) => `${device} ${seq}`))
  }

  const all = uplinks.map((_, n) => `gauge-${n % gauges} ${Math.floor(n / gauges)}`)

  it.each(brokers)(
    'of our server lose nothing and double nothing ($name)',
    async ({ start: startFar }) => {
      const far = await startFar()
      const bridge = writeBridgeFile([{ id: 'lora', url: far.url, dialect: 'chirpstack' }])
      let city = await startCity(bridge.file)
      await until('connected', 20_000, async () => (await bridgeOf(city)).condition === 'connected')
      for (let part = 0; part < kills; part += 1) {
        const publishing = publishAll(far, uplinks.slice(part * perKill, (part + 1) * perKill))
        // In the middle of it: something has come, and more is on its way.
        await until('load', 20_000, async () => ((await bridgeOf(city)).messages_total ?? 0) > 20)
        await city.kill()
        await publishing
        city = await startCity(bridge.file)
      }
      await until('all of it', 30_000, async () => {
        const { items } = (await (await ask(`${city.url}/v1/gaps?limit=1000`)).json()) as {
          items: { received: number }[]
        }
        return items.reduce((sum, { received }) => sum + received, 0) >= uplinks.length
      })
      await city.close()
      expect((await readStored()).toSorted()).toEqual(all.toSorted())
      bridge.remove()
      await far.close()
    },
    patienceMs,
  )

  it.each(brokers)(
    'and restarts of the far broker lose nothing that was acknowledged, and double nothing ($name)',
    async ({ name, start: startFar }) => {
      const far = await startFar()
      const bridge = writeBridgeFile([{ id: 'lora', url: far.url, dialect: 'chirpstack' }])
      // Only the far broker dies here: our city may live in this process.
      const city = await startTestCity({ dataFolder, env: { BRIDGE_FILE: bridge.file } })
      const connected = async () => (await bridgeOf(city)).condition === 'connected'
      await until('connected', 20_000, connected)
      let restarting = Promise.resolve()
      let ackedBefore = 0
      await publishAll(far, uplinks, async (done) => {
        if (done % 200 === 0) await until('connected', 40_000, connected)
        if (done % 200 !== 100) return
        if (name === 'Mosquitto') {
          // As for an update.
          restarting = far.stop().then(far.start)
          return
        }
        // Killed in the middle of acknowledgements, it forgets all that it held.
        await until('acknowledged', 20_000, () => far.acked.length > ackedBefore)
        restarting = far.kill().then(far.start)
        ackedBefore = far.acked.length
      })
      await restarting
      await until('connected again', 40_000, connected)
      const acked = () => far.acked.map((text) => JSON.parse(text) as { fCnt: number })
      await until('quiet', 40_000, async () => {
        const before = await bridgeOf(city)
        await sleep(300)
        const after = await bridgeOf(city)
        return before.messages_total === after.messages_total && after.condition === 'connected'
      })
      const { sessions_lost_total: lost = 0 } = await bridgeOf(city)
      await city.close()
      const stored = await readStored()
      expect(new Set(stored).size).toBe(stored.length)
      if (name === 'Aedes') {
        expect(lost).toBeGreaterThan(0)
        expect(acked().length).toBeGreaterThan(0)
        const kept = new Set(stored)
        const gone = far.acked.filter((text) => {
          const at = uplinks.findIndex((uplink) => uplink.text === text)
          return !kept.has(all[at] ?? '')
        })
        expect(gone).toEqual([])
      } else {
        expect(lost).toBe(0)
        expect(stored.toSorted()).toEqual(all.toSorted())
      }
      bridge.remove()
      await far.close()
    },
    patienceMs,
  )
})
