import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { HealthResource } from '#domain/wire/health.ts'
import { findFreePorts, registerDevices, startCityProcess } from '#test/support/city-process.ts'
import { hasServer, startInfluxd, type ServerProcess } from '#test/support/influx-servers.ts'
import { ask } from '#test/support/operator-key.ts'

const root = resolve(import.meta.dirname, '../../..')
/** Only a machine that is busy with others takes longer than seconds. */
const patienceMs = 60_000
const gauge: Device = {
  id: 'gauge-one',
  kind: 'flood',
  name: { ja: '試験水位計', en: 'Test gauge' },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
}

describe.runIf(hasServer('influxd'))('a city with an archive', () => {
  let server: ServerProcess
  let data: string
  let token: string
  beforeAll(async () => {
    server = await startInfluxd()
    data = mkdtempSync(join(tmpdir(), 'machimori-archived-'))
    token = registerDevices(data, [gauge]).get(gauge.id) ?? ''
  })
  afterAll(async () => {
    await server.close()
    rmSync(data, { recursive: true })
  })

  const settings = () => ({ DATA_DIR: data, INFLUX_URL: server.url, INFLUX_BUCKET: 'town' })

  async function influx(...args: string[]) {
    const child = spawn(process.execPath, ['commands/influx/main.ts', ...args], {
      cwd: root,
      env: { ...process.env, ...settings() },
    })
    const exit = new Promise<number | null>((done) => child.once('close', done))
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
    return { out, err, code }
  }

  it(
    'takes readings through an outage and its own death, and has each once in both stores',
    { timeout: 5 * patienceMs },
    async () => {
      expect((await influx('setup')).code).toBe(0)
      const ports = await findFreePorts()
      const start = () => startCityProcess({ dataFolder: data, ports, env: settings() })
      let city = await start()
      let acknowledged = 0

      const post = async (count: number) => {
        const ts = Date.now() - 3_600_000
        const readings = Array.from({ length: count }, () => {
          acknowledged += 1
          return { ts: ts + acknowledged, level_m: acknowledged / 100, seq: acknowledged }
        })
        const answer = await ask(`${city.url}/v1/readings`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(readings),
        })
        expect(await answer.json()).toMatchObject({ accepted: count })
      }
      const archive = async () => {
        const answer = await ask(`${city.url}/v1/health`)
        return ((await answer.json()) as HealthResource).archive
      }

      await post(100)
      await server.kill()
      for (let i = 0; i < 20; i += 1) await post(100)
      await vi.waitFor(async () => expect((await archive())?.condition).toBe('behind'), {
        timeout: patienceMs,
      })
      const ready = (await (await ask(`${city.url}/readyz`)).json()) as { warnings?: string[] }
      expect(ready.warnings?.[0]).toContain('archive: behind')

      await city.kill()
      await server.restart()
      city = await start()
      await post(100)
      await vi.waitFor(async () => expect((await archive())?.condition).toBe('ok'), {
        timeout: patienceMs,
      })
      await sleep(500)
      const verified = await influx('verify', '--values', '--json', '--live')
      expect(JSON.parse(verified.out)).toMatchObject({
        ok: true,
        verified: { readings: acknowledged, differences: [] },
      })
      expect(verified.code).toBe(0)
      const status = await influx('status')
      expect(status.out).toContain('InfluxDB 1.6.7')
      expect(status.out).toContain('archive: ok')
      await city.close()
    },
  )

  it('says in words what is wrong with its address or its commands', async () => {
    const wrong = await influx('setup', '--raw-days', 'many')
    expect(wrong.err).toContain('--raw-days many is no number of days')
    expect(wrong.code).toBe(1)
    await server.kill()
    const gone = await influx('status')
    expect(gone.err).toContain('ECONNREFUSED')
    expect(gone.code).toBe(1)
    await server.restart()
  })
})
