import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { callAdmin } from '#app/admin/call.ts'
import { replayPath } from '#app/admin/replay/protocol.ts'
import { startTestCity, type StartedCity } from '#test/support/start-city.ts'
import { writeFeed } from './write-feed.ts'

const root = resolve(import.meta.dirname, '../../..')
const minute = 60_000

let folder: string
let city: StartedCity
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'machimori-replay-'))
  city = await startTestCity({ dataFolder: folder, demo: { scenario: null } })
})
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true })
})

function write(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** A gauge that rises a millimetre a minute. */
const gauge = (rows: number) =>
  [
    'ts,level_m',
    ...Array.from({ length: rows }, (_row, index) => {
      return `${new Date(1_557_532_800_000 + index * minute).toISOString()},${index / 1000}`
    }),
    '',
  ].join('\n')

function start(...args: string[]): ChildProcess & { output: Promise<string> } {
  const child = spawn(process.execPath, ['commands/replay/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder },
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)]).then((all) => all.join('\n'))
  return Object.assign(child, { output })
}

async function run(...args: string[]) {
  const child = start(...args)
  const [[code], output] = await Promise.all([once(child, 'close'), child.output])
  return { code: code as number | null, output }
}

interface Feature {
  geometry: { coordinates: [number, number] } | null
  properties: { origin: string; name: { ja: string }; latest: { ts: number } | null }
}

const get = async (path: string) => (await fetch(`${city.url}${path}`)).json()
const find = (id: string) => get(`/v1/devices/${id}`) as Promise<Feature>
async function listStored(id: string) {
  const range = `from=0&to=${Date.now() + minute}&limit=10000`
  const { items } = (await get(`/v1/devices/${id}/readings?${range}`)) as {
    items: { ts: number; origin: string; values: { level_m: number } }[]
  }
  return items
}
const levels = (count: number) => Array.from({ length: count }, (_level, index) => index / 1000)

describe('a replay into the demo city', () => {
  it('registers its device as a replay and stores every row once, ending now', async () => {
    const before = Date.now()
    const file = write('flood.csv', gauge(1_200))
    const { code, output } = await run(file, '--device', 'old-flood', '--lat', '36', '--lon', '140')
    expect(output).toContain('sent 1200, acknowledged 1200')
    expect(code).toBe(0)
    const { properties, geometry } = await find('old-flood')
    expect(properties).toMatchObject({ origin: 'replay', name: { ja: '再生 flood.csv' } })
    expect(geometry?.coordinates).toEqual([140, 36])
    const stored = await listStored('old-flood')
    expect(stored.map(({ values }) => values.level_m)).toEqual(levels(1_200))
    expect(new Set(stored.map(({ origin }) => origin))).toEqual(new Set(['replay']))
    expect(stored.at(-1)?.ts).toBeGreaterThanOrEqual(before)
    expect(stored.at(-1)?.ts).toBeLessThanOrEqual(Date.now())
  })

  it('plays a whole feed, each vehicle as a device of its own', async () => {
    const seconds = Math.floor(Date.now() / 1000)
    const vehicles = Array.from({ length: 120 }, (_vehicle, index) => {
      return { id: `V ${index}`, lat: 47.6 + index / 1000, lon: -122.3, seconds: seconds - index }
    })
    const { code, output } = await run(
      write('feed.pb', writeFeed(seconds, vehicles)),
      '--each',
      'kc',
    )
    expect(output).toContain('sent 120, acknowledged 120')
    expect(code).toBe(0)
    expect((await find('kc-v-119')).geometry?.coordinates).toEqual([-122.3, 47.719])
  })

  it('goes on where it was after its connection is cut', async () => {
    const file = write('cut.csv', gauge(2_000))
    const playing = start(file, '--device', 'old-cut', '--speed', '30000')
    const closed = once(playing, 'close')
    for (let cuts = 0; cuts < 2; cuts += 1) {
      await vi.waitFor(() => expect(city.broker.disconnect('old-cut')).toBe(true), 20_000)
    }
    const [code] = (await closed) as [number]
    expect(await playing.output).toContain('acknowledged 2000')
    expect(code).toBe(0)
    const stored = await listStored('old-cut')
    expect(stored.map(({ values }) => values.level_m)).toEqual(levels(2_000))
  })

  it('says what it did when somebody stops it', async () => {
    const playing = start(write('long.csv', gauge(500)), '--device', 'old-long', '--speed', '1')
    await vi.waitFor(
      async () => expect((await find('old-long')).properties.latest).toBeTruthy(),
      20_000,
    )
    playing.kill('SIGINT')
    const [code] = (await once(playing, 'close')) as [number]
    expect(await playing.output).toMatch(/sent 1, acknowledged 1, 499 not sent/)
    expect(code).toBe(1)
  })

  it('never speaks as a device that measures or is simulated', async () => {
    const file = write('other.csv', gauge(3))
    const measured = city.addDevice('flood', { id: 'field-gauge' })
    for (const [id, origin] of [
      [measured.id, 'field'],
      ['gauge-edosaki', 'simulated'],
    ] as const) {
      const { code, output } = await run(file, '--device', id)
      expect(output).toContain(`"${id}" is a ${origin} device`)
      expect(code).toBe(1)
    }
    const { output } = await run(file, '--device', 'kc-v-1')
    expect(output).toContain('"kc-v-1" is registered as bus, the recording is flood')
    expect(await listStored(measured.id)).toEqual([])
    // The device's own token still works: nothing was rotated.
    expect(city.registry.authenticate(measured.id, Buffer.from(measured.secret))).toBeTruthy()
  })

  it('says so where no city runs', async () => {
    const nowhere = join(folder, 'nowhere')
    const { output } = await run(write('a.csv', gauge(3)), '--device', 'old', '--data', nowhere)
    expect(output).toContain(`no demo city runs on ${nowhere}`)
  })
})

describe('a replay elsewhere', () => {
  it('needs a secret, and asks the city whether its device is a replay', async () => {
    const old = city.addDevice('flood', { id: 'old-remote', origin: 'replay' })
    const real = city.addDevice('flood', { id: 'real-remote' })
    const file = write('remote.csv', gauge(50))
    const play = (id: string, secret: string) => {
      const credentials = write('secrets.json', JSON.stringify({ [id]: secret }))
      const url = `${city.url.replace('http', 'ws')}/mqtt`
      return run(file, '--device', id, '--url', url, '--credentials', credentials, '--keep-time')
    }
    expect((await play(real.id, real.secret)).output).toContain('"real-remote" is a field device')
    expect((await play(old.id, 'guessed')).output).toContain('wrong secret or no such device')
    const { code, output } = await play(old.id, old.secret)
    expect(output).toContain('2019-05-11T00:00:00.000Z … 2019-05-11T00:49:00.000Z, as recorded')
    expect(output).toContain('50 readings are older than the 30 days that the city keeps')
    expect(code).toBe(0)
    expect(await listStored(real.id)).toEqual([])
  })
})

it('the live city takes no replay', async () => {
  const live = await startTestCity()
  try {
    const device = { id: 'old-flood', kind: 'flood', origin: 'replay' }
    const socket = join(live.dataFolder, 'admin.sock')
    expect(await callAdmin<object>(socket, { devices: [device] }, replayPath)).toMatchObject({
      ok: false,
      refusal: { code: 'device_invalid', detail: expect.stringContaining('live city') },
    })
    expect(live.registry.list()).toEqual([])
  } finally {
    await live.close()
  }
})
