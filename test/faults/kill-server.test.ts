import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'
import { formatTopic } from '#domain/payload/topics.ts'
import { findFreePorts, registerDevices, startCityProcess } from '#test/support/city-process.ts'
import { createStubbornDevice } from '#test/support/stubborn-device.ts'
import { ask } from '#test/support/operator-key.ts'

/** Starting a server is what costs here; `npm run faults` kills one far more often. */
const kills = 4
const deviceCount = 6
const window = 10
/** The server lives so long under load before it dies, ms. */
const lifeMs = { min: 5, max: 400 }
/** About 15 s on 2 free cores; a busy machine starts servers more slowly. */
const timeoutMs = 400_000
const pageLimit = 10_000

const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-kill-'))
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

const described = Array.from({ length: deviceCount }, (_, index): Device => ({
  id: `mortal-${index}`,
  kind: 'flood',
  name: { ja: `停電試験${index}`, en: `Kill test ${index}` },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
}))

const firstTs = Date.now() - 3_600_000
// The number of a reading can be read back from its time and from its value.
const levelOf = (number: number) => (number % 1000) / 100
const payloadOf = (number: number) =>
  JSON.stringify({ ts: firstTs + number, seq: number, boot: 'b1', level_m: levelOf(number) })

/** Every reading of a device that the server shows, page by page. */
async function listStored(url: string, device: string): Promise<ReadingResource[]> {
  const items: ReadingResource[] = []
  let cursor = ''
  do {
    const query = `from=${firstTs}&to=${firstTs + 10_000_000}&limit=${pageLimit}${cursor}`
    const answer = await ask(`${url}/v1/devices/${device}/readings?${query}`)
    expect(answer.status).toBe(200)
    const page = (await answer.json()) as { items: ReadingResource[]; next_cursor: string | null }
    items.push(...page.items)
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
  } while (cursor !== '')
  return items
}

describe('a server that is killed at any moment', () => {
  it(
    `has every acknowledged reading once after ${kills} kills`,
    { timeout: timeoutMs },
    async () => {
      const tokens = registerDevices(dataFolder, described)
      const ports = await findFreePorts()
      const devices = described.map(({ id, kind }) =>
        createStubbornDevice({
          id,
          token: tokens.get(id) ?? '',
          topic: formatTopic({ city: 'inashiki', kind, device: id, channel: 'reading' }),
          window,
          payloadOf,
        }),
      )

      for (let kill = 0; kill < kills; kill++) {
        const city = await startCityProcess({ dataFolder, ports })
        await Promise.all(devices.map((device) => device.connect(ports.mqtt)))
        await sleep(randomInt(lifeMs.min, lifeMs.max))
        await city.kill()
        for (const device of devices) device.drop()
      }

      const city = await startCityProcess({ dataFolder, ports })
      const ackedBefore = devices.map(({ acked }) => new Set(acked))
      const storedByDevice = await Promise.all(described.map(({ id }) => listStored(city.url, id)))
      const tally = { kills, acknowledged: 0, stored: 0, lost: 0, doubled: 0, changed: 0 }
      for (const [index, stored] of storedByDevice.entries()) {
        const numbers = stored.map(({ ts }) => ts - firstTs)
        const found = new Set(numbers)
        const acked = [...(ackedBefore[index] ?? [])]
        tally.acknowledged += acked.length
        tally.stored += stored.length
        tally.lost += acked.filter((number) => !found.has(number)).length
        tally.doubled += numbers.length - found.size
        tally.changed += stored.filter(
          ({ ts, values }) => values['level_m'] !== levelOf(ts - firstTs),
        ).length
      }
      console.info(tally)
      expect(tally).toMatchObject({ lost: 0, doubled: 0, changed: 0 })
      expect(tally.acknowledged).toBeGreaterThan(kills * deviceCount)

      // What was on its way when the server died comes again and ends up there once as well.
      await Promise.all(devices.map((device) => device.connect(ports.mqtt)))
      await Promise.all(devices.map((device) => device.settle()))
      for (const [index, device] of devices.entries()) {
        const stored = await listStored(city.url, described[index]?.id ?? '')
        expect(stored).toHaveLength(device.sentCount())
        device.drop()
      }
      expect(await city.close()).toBe(0)
    },
  )
})
