import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { DeviceFeature } from '#domain/wire/device.ts'
import {
  type CityProcess,
  findFreePorts,
  registerDevices,
  startCityProcess,
} from '#test/support/city-process.ts'
import { ask } from '#test/support/operator-key.ts'

const installed = spawnSync('mosquitto_pub', ['--help']).error === undefined
// Where a change is judged the client has to be there: a missing one fails, it does not skip.
const wanted = installed || process.env['CI'] === 'true'

const gauge: Device = {
  id: 'foreign-gauge',
  kind: 'flood',
  name: { ja: '他社製水位計', en: 'Foreign gauge' },
  origin: 'field',
  role: 'sensor',
  position: { lat: 35.956, lon: 140.324 },
  out_of_service: false,
}

describe.runIf(wanted)('a foreign client, mosquitto_pub', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-mosquitto-'))
  let city: CityProcess
  let port: number
  let token: string

  beforeAll(async () => {
    token = registerDevices(dataFolder, [gauge]).get(gauge.id) ?? ''
    const ports = await findFreePorts()
    port = ports.mqtt
    city = await startCityProcess({ dataFolder, ports })
  })
  afterAll(async () => {
    await city.close()
    rmSync(dataFolder, { recursive: true })
  })

  const publish = (options: { password: string; topic?: string; message: string }) => {
    const topic = options.topic ?? `inashiki/v1/flood/${gauge.id}/reading`
    const who = ['-i', gauge.id, '-u', gauge.id, '-P', options.password]
    const where = ['-h', '127.0.0.1', '-p', String(port), '-q', '1']
    // `-d` prints each packet, so that the PUBACK is seen and not assumed.
    const what = ['-d', '-t', topic, '-m', options.message]
    return spawnSync('mosquitto_pub', [...where, ...who, ...what], {
      encoding: 'utf8',
      timeout: 10_000,
    })
  }
  const latest = async () => {
    const answer = await ask(`${city.url}/v1/devices/${gauge.id}`)
    return ((await answer.json()) as DeviceFeature).properties.latest
  }

  it('gets a PUBACK with the right password, and the value stands in the city', async () => {
    const ts = Date.now()
    const { status, stdout } = publish({ password: token, message: `{"ts":${ts},"level_m":1.23}` })
    expect(stdout).toContain('received PUBACK')
    expect(status).toBe(0)
    expect(await latest()).toMatchObject({ ts, values: { level_m: 1.23 } })
  })

  it('is refused with a wrong password, and nothing changes', async () => {
    const before = await latest()
    const message = `{"ts":${Date.now()},"level_m":9.99}`
    const { status, stdout, stderr } = publish({ password: 'wrong', message })
    expect(status).not.toBe(0)
    expect(stdout).not.toContain('received PUBACK')
    expect(stderr).toMatch(/not authori[sz]ed|bad user name or password/i)
    expect(await latest()).toEqual(before)
  })

  it("gets no PUBACK for somebody else's topic", () => {
    const topic = 'inashiki/v1/flood/gauge-dejima/reading'
    const message = `{"ts":${Date.now()},"level_m":9.99}`
    const { stdout } = publish({ password: token, topic, message })
    expect(stdout).not.toContain('received PUBACK')
  })
})
