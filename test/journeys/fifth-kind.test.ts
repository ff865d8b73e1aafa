import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type {
  ClientToServerEvents,
  DevicesUpdate,
  ServerToClientEvents,
} from '#domain/wire/live.ts'
import { livePath } from '#domain/live-stream.ts'
import type { DeviceCollection, DeviceFeature } from '#domain/wire/device.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import {
  type CityProcess,
  type CityPorts,
  findFreePorts,
  startCityProcess,
} from '#test/support/city-process.ts'
import { applyDiff, copyWithExample, listCodeBlocks } from './worked-example.ts'

const own = 'air-school-1'
const simulated = 'air-simulated-1'

describe('a fifth kind, added as CONTRIBUTING.md shows', () => {
  const { root, changed } = copyWithExample('CONTRIBUTING.md')
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-fifth-'))
  let city: CityProcess
  let ports: CityPorts
  let token: string
  let operator: string

  /** Runs a program of the copy and returns what it printed. */
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: dataFolder },
    })
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${city.url}${path}`, { headers })
    expect(answer.status, path).toBe(200)
    return answer
  }
  const getJson = async <T>(path: string): Promise<T> => (await (await get(path)).json()) as T
  const publish = async (payload: object) => {
    const client = await connectAsync(`mqtt://127.0.0.1:${ports.mqtt}`, {
      clientId: own,
      username: own,
      password: token,
    })
    await client.publishAsync(`inashiki/v1/air/${own}/reading`, JSON.stringify(payload), { qos: 1 })
    await client.endAsync()
  }

  beforeAll(async () => {
    addSimulatedDevice(root)
    ports = await findFreePorts()
    city = await startCityProcess({ root, dataFolder, ports, args: ['--demo'] })
    const described = [
      '--kind',
      'air',
      '--name',
      '学校前の大気',
      '--lat',
      '35.956',
      '--lon',
      '140.324',
    ]
    const added = run(process.execPath, 'commands/device/main.ts', 'add', '--id', own, ...described)
    token = /-P (\S+)/.exec(added)?.[1] ?? ''
    operator = /[#?&]token=([\w-]+)/.exec(city.output())?.[1] ?? ''
  })
  afterAll(async () => {
    await city.close()
    rmSync(root, { recursive: true })
    rmSync(dataFolder, { recursive: true })
  })

  it('is one folder and its registration', () => {
    const outside = changed.filter((path) => !path.startsWith('domain/kinds/air/'))
    expect(outside).toEqual(['domain/kinds/index.ts'])
  })

  it('fits the types and the format of the sources', () => {
    const check = (tool: string, ...args: string[]) => run(`node_modules/.bin/${tool}`, ...args)
    // The kinds and all that they import; to the rest of the sources each is a `Kind`, as the list says.
    writeFileSync(
      join(root, 'tsconfig.kinds.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: { incremental: false },
        include: [],
        files: ['domain/kinds/index.ts'],
      }),
    )
    expect(check('tsc', '--project', 'tsconfig.kinds.json')).toBe('')
    expect(check('prettier', '--list-different', ...changed)).toBe('')
  })

  it('is described with its units', async () => {
    const kinds = await getJson<{ items: KindResource[] } | KindResource[]>('/v1/kinds')
    const list = Array.isArray(kinds) ? kinds : kinds.items
    const air = list.find(({ id }) => id === 'air')
    expect(air?.title).toEqual({ ja: '大気', en: 'Air' })
    expect(air?.fields).toContainEqual(
      expect.objectContaining({ name: 'pm2_5_ug_m3', unit: 'µg/m³', required: true }),
    )
    expect(await (await get('/openapi.json')).text()).toContain('pm2_5_ug_m3')
  })

  it('goes from a publish to every open page, to REST and into the CSV', async () => {
    const { seq } = await getJson<DeviceCollection>('/v1/devices')
    const page: Socket<ServerToClientEvents, ClientToServerEvents> = io(city.url, {
      path: livePath,
      transports: ['websocket'],
    })
    await once(page as never, 'connect')
    const shown = new Promise<DevicesUpdate['changes'][number]>((resolve) => {
      page.on('devices', ({ changes }) => {
        const change = changes.find(({ id, latest }) => id === own && latest)
        if (change) resolve(change)
      })
    })
    await page.emitWithAck('watch', {
      kinds: ['air'],
      since: seq,
      since_crossing: -1,
      health: false,
    })

    const ts = Date.now()
    await publish({ ts, pm2_5_ug_m3: 12.5, air_temp_c: 21.4 })
    expect((await shown).latest).toMatchObject({ ts, values: { pm2_5_ug_m3: 12.5 }, flag: 1 })
    page.close()

    const feature = await getJson<DeviceFeature>(`/v1/devices/${own}`)
    expect(feature.properties).toMatchObject({ kind: 'air', state: 'live' })
    const range = `from=${ts}&to=${ts + 1}`
    expect(await getJson(`/v1/devices/${own}/readings?${range}`)).toMatchObject({
      items: [{ ts, values: { pm2_5_ug_m3: 12.5, air_temp_c: 21.4 } }],
    })
    const csv = await (
      await get(`/v1/devices/${own}/readings?${range}`, { accept: 'text/csv' })
    ).text()
    expect(csv).toContain('pm2_5_ug_m3')
    expect(csv).toContain('12.5')
  })

  it('keeps what it said wrongly, with the reason', async () => {
    await publish({ ts: Date.now(), pm2_5_ug_m3: 'much' })
    const answer = await get('/v1/quarantine', { authorization: `Bearer ${operator}` })
    expect(await answer.json()).toMatchObject({
      items: [{ device: own, kind: 'air', code: 'field_type' }],
    })
  })

  it('has simulated devices that report by themselves', { timeout: 20_000 }, async () => {
    await expect
      .poll(() => getJson<DeviceFeature>(`/v1/devices/${simulated}`), { timeout: 15_000 })
      .toMatchObject({
        properties: {
          origin: 'simulated',
          latest: { values: { pm2_5_ug_m3: expect.any(Number) as number } },
        },
      })
  })
})

/** One more entry in the city folder, of the new kind. */
function addSimulatedDevice(root: string): void {
  const path = join(root, 'infra/cities/inashiki/devices.json')
  const device: Device = {
    id: simulated,
    kind: 'air',
    name: { ja: '模擬の大気計', en: 'Simulated air sensor' },
    origin: 'simulated',
    role: 'sensor',
    position: { lat: 35.95, lon: 140.33 },
    out_of_service: false,
  }
  const devices = JSON.parse(readFileSync(path, 'utf8')) as Device[]
  writeFileSync(path, JSON.stringify([...devices, device]))
}

describe('the reader of worked examples', () => {
  it('finds the blocks that name a file', () => {
    const page = 'text\n```ts a/b.ts\nconst a = 1\n```\n```sh\nnpm ci\n```\n'
    expect(listCodeBlocks(page)).toEqual([
      { language: 'ts', path: 'a/b.ts', code: 'const a = 1\n' },
    ])
  })

  it('applies a diff, or says which line is missing', () => {
    expect(applyDiff('a\nb\nc\nd', ' a\n+x\n-c\n+C')).toBe('a\nx\nb\nC\nd')
    expect(() => applyDiff('a', '-z')).toThrow('a line that is not there: z')
  })
})
