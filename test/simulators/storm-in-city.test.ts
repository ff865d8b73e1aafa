import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '#config'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import { loadCredentials } from '#simulators/fleet/load-credentials.ts'
import { startFleet } from '#simulators/fleet/start.ts'
import { startCity } from '#app/start-city.ts'
import type { RunningCity } from '#app/running-city.ts'
import { deviceOf, devicesOf, hour, inashiki } from './inashiki.ts'

let folder = ''
let city: RunningCity
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'storm-'))
  const loaded = loadConfig({ DATA_DIR: folder, HTTP_PORT: '0', MQTT_PORT: '0', MQTTS_PORT: '0' })
  if ('errors' in loaded) throw new Error(loaded.errors.join())
  city = await startCity({
    config: loaded.config,
    log: () => undefined,
    dashboardFolder: folder,
    version: 'test',
    demo: { scenario: null },
  })
})
afterEach(async () => {
  await city.close()
  await rm(folder, { recursive: true })
})

/** Two days of storm from the gauges, told in seconds. */
async function passStorm() {
  const file = join(folder, 'demo/simulated-devices.json')
  const all = await loadCredentials(file)
  const gauges = new Set(devicesOf('flood').map(({ id }) => id))
  const troubles: string[] = []
  const fleet = startFleet({
    city: inashiki,
    kinds,
    credentials: new Map([...all].filter(([id]) => gauges.has(id))),
    url: city.mqttUrl,
    scenario: 'storm',
    seed: 3,
    speed: 100_000,
    durationMs: 48 * hour,
    joinWithinMs: 200,
    clock: systemClock,
    onTrouble: (sentence) => troubles.push(sentence),
  })
  await fleet.done
  const stats = fleet.stats()
  await fleet.close()
  return { ...stats, troubles }
}

describe('a storm in the city', () => {
  it('is stored to the last reading, nothing refused, and raises the levels it reached', async () => {
    const { published, acknowledged, troubles } = await passStorm()
    expect(troubles).toEqual([])
    expect(published).toBeGreaterThan(20_000)
    expect(acknowledged).toBe(published)
    const { readings, facts } = await city.store.counts()
    expect(readings['flood']).toBe(published)
    expect(facts['quarantine']).toBe(0)

    const { items } = await city.store.listFacts('crossing', { limit: 1_000 })
    expect(new Set(items.map(({ origin }) => origin))).toEqual(new Set(['simulated']))
    const range = { from: 0, to: Date.now() + hour }
    for (const id of ['gauge-dejima', 'gauge-shin-yokotone', 'gauge-inami', 'gauge-oshisuna']) {
      const { thresholds } = deviceOf(id)
      const stored = await city.store.listReadings('flood', id, range, { limit: 10_000 })
      const levels = stored.items.map(({ values }) =>
        levelOf(typeof values['level_m'] === 'number' ? values['level_m'] : null, thresholds),
      )
      const highest = Math.max(...levels.map((level) => level ?? 0))
      const raised = items.filter(({ device }) => device === id).map(({ to_level }) => to_level)
      expect(highest).toBeGreaterThan(0)
      expect(Math.max(...raised)).toBe(highest)
    }
  })

  it('is known as simulated: the devices and their secrets are for this user alone', async () => {
    const file = join(folder, 'demo/simulated-devices.json')
    const secrets = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>
    expect(Object.keys(secrets).toSorted((a, b) => a.localeCompare(b))).toEqual(
      inashiki.devices.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b)),
    )
    expect(city.registry.list().every(({ origin }) => origin === 'simulated')).toBe(true)
  })
})
