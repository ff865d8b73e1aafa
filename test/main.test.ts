import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findFreePorts, startCityProcess, type CityPorts } from '#test/support/city-process.ts'

const root = resolve(import.meta.dirname, '..')

let dataFolder: string
let ports: CityPorts
beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'machimori-main-'))
  ports = await findFreePorts()
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

/** Starts the program and waits for its end. */
async function run(env: Record<string, string> = {}, args: readonly string[] = []) {
  const settings = {
    DATA_DIR: dataFolder,
    HTTP_PORT: String(ports.http),
    MQTT_PORT: String(ports.mqtt),
  }
  const child = spawn(process.execPath, ['main.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...settings, ...env },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output, hasStack: /^\s+at /m.test(output) }
}

/** One clear sentence, exit code 1, no stack. */
const refusal = (words: RegExp): unknown => ({
  code: 1,
  hasStack: false,
  output: expect.stringMatching(words) as string,
})

describe('a start that cannot succeed', () => {
  it('names every wrong setting', async () => {
    const result = await run({ HTTP_PORT: 'x', LOG_LEVEL: 'loud', HTTP_PROT: '1' })
    expect(result).toEqual(refusal(/HTTP_PORT: expected[^]*LOG_LEVEL: expected/))
    expect(result.output).toContain('HTTP_PROT is not a setting; did you mean HTTP_PORT?')
  })

  it('names what is wrong with the faults of its simulated devices, before anything is started', async () => {
    const file = join(dataFolder, 'faults.json')
    writeFileSync(
      file,
      '{ "version": 1, "faults": [{ "type": "gap", "device": "x", "from": "noon" }] }',
    )
    const result = await run({}, ['--demo', '--faults', file])
    expect(result).toEqual(
      refusal(/faults\[0\]\.from: "noon" is not[^]*faults\[0\]\.device: no simul/),
    )
    expect(await run({}, ['--demo', '--faults', 'many'])).toEqual(
      refusal(/no preset; presets: .*few/),
    )
    expect(await run({}, ['--faults', 'few'])).toEqual(refusal(/only simulated devices/))
  })

  it('says where a storm may begin, before anything is loaded', async () => {
    const storm = ['--demo', '--scenario', 'storm']
    for (const at of ['-90', '-2d', 'noon']) {
      expect(await run({}, [...storm, '--at', at])).toEqual(refusal(/such as -90m or 2h/))
    }
    expect(await run({}, ['--demo', '--at', '-90m'])).toEqual(refusal(/with --scenario storm/))
  })

  it.each(['http', 'mqtt'] as const)('says that the %s port is in use', async (door) => {
    const other = createServer().listen(ports[door], '127.0.0.1')
    await once(other, 'listening')
    expect(await run()).toEqual(refusal(new RegExp(`port ${ports[door]} .*in use`)))
    other.close()
  })

  it('says that the data folder cannot be written', async () => {
    const file = join(dataFolder, 'file')
    writeFileSync(file, '')
    expect(await run({ DATA_DIR: file })).toEqual(refusal(/data folder .* cannot be written/))
  })

  it('says that a second server is one too many', async () => {
    const first = await startCityProcess({ dataFolder, ports })
    const others = await findFreePorts()
    const second = await run({ HTTP_PORT: String(others.http), MQTT_PORT: String(others.mqtt) })
    expect(second).toEqual(
      refusal(new RegExp(`in use by another server \\(process ${first.pid}\\)`)),
    )
    expect(await first.close()).toBe(0)
  })

  it('names what is missing or damaged in a city folder', async () => {
    expect(await run({ CITY_DIR: dataFolder })).toEqual(
      refusal(/city folder .*[^]*city\.json: is missing[^]*devices\.json: is missing/),
    )
    writeFileSync(join(dataFolder, 'city.json'), '{')
    expect(await run({ CITY_DIR: dataFolder })).toEqual(refusal(/city\.json: is no JSON/))
  })

  it('names the certificate that is not there', async () => {
    expect(await run({ TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' })).toEqual(
      refusal(/no file .*cert\.pem/),
    )
  })

  it('names the settings of a certificate that is none', async () => {
    const files = { TLS_CERT: 'package.json', TLS_KEY: 'package.json' }
    expect(await run(files)).toEqual(refusal(/TLS_CERT and TLS_KEY .* PEM/))
  })

  it('explains itself when asked, or when asked wrongly', async () => {
    expect(await run({}, ['--help'])).toMatchObject({ code: 0 })
    expect(await run({}, ['--wrong'])).toEqual(refusal(/--wrong[^]*--scenario/))
    expect(await run({}, ['--scenario', 'sunny'])).toEqual(
      refusal(/--scenario sunny: one of normal/),
    )
  })
})

describe('a start', () => {
  it('prints where to look and, this once, the operator link; keeps its data to itself', async () => {
    mkdirSync(join(dataFolder, 'live'))
    chmodSync(join(dataFolder, 'live'), 0o755)
    const city = await startCityProcess({ dataFolder, ports })
    const link = /http:\S+\/#token=(\S+)/.exec(city.output())
    expect(city.output()).toContain(`http://127.0.0.1:${ports.http}`)
    // In the words that the pages use when they ask for it.
    expect(city.output()).toContain('管理用リンク')
    expect(city.output()).toContain(`mqtt://127.0.0.1:${ports.mqtt}`)
    const get = (token: string) =>
      fetch(`${city.url}/v1/quarantine`, { headers: { authorization: `Bearer ${token}` } })
    expect((await get(link?.[1] ?? '')).status).toBe(200)
    expect((await get('wrong')).status).toBe(401)
    expect(await city.close()).toBe(0)
    expect(statSync(join(dataFolder, 'live', 'registry.db')).mode & 0o077).toBe(0)

    const again = await startCityProcess({ dataFolder, ports })
    expect(again.output()).not.toContain('#token=')
    expect(await again.close()).toBe(0)
  })
})
