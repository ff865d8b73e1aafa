import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import { openRegistry } from '#store/registry/open.ts'
import { registerDevices } from '../support/city-process.ts'
import { createDevice, startTestCity } from '../support/start-city.ts'

const root = resolve(import.meta.dirname, '../..')
let dataFolder: string
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'machimori-operator-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

async function operator(...args: string[]) {
  const env = { ...process.env, DATA_DIR: dataFolder, HTTP_PORT: '18080' }
  const run = promisify(execFile)
  const ran = run(process.execPath, ['commands/operator/main.ts', ...args], { cwd: root, env })
  return ran.then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, out: error.stderr }),
  )
}

/** What the operator's part of the city answers to a token. */
async function ask(url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await fetch(`${url}/v1/quarantine`, { headers })).status
}

const tokenIn = (text: string): string => /#token=(\S+)/.exec(text)?.[1] ?? ''

describe('the operator link', () => {
  it('is not used up by a first start that fails', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    await expect(startTestCity({ dataFolder, env: { MQTT_PORT: String(port) } })).rejects.toThrow(
      /in use|EADDRINUSE/,
    )
    taken.close()
    const file = join(dataFolder, 'live/registry.db')
    const registry = openRegistry({ file, clock: systemClock })
    expect(registry.hasOperator()).toBe(false)
    registry.close()
  })

  it('is made anew while the city runs: the one before ends at once, and the audit says so', async () => {
    const city = await startTestCity({ dataFolder })
    expect(await ask(city.url, city.operatorToken)).toBe(200)
    const { code, out } = await operator('renew')
    expect(code).toBe(0)
    expect(out).toContain(`${city.url}/#token=`)
    expect(await ask(city.url, city.operatorToken)).toBe(401)
    expect(await ask(city.url, tokenIn(out))).toBe(200)
    await city.close()
  })

  it('is made anew without a running city', async () => {
    const first = await startTestCity({ dataFolder })
    await first.close()
    const { out } = await operator('renew', '--live')
    expect(out).toContain('http://127.0.0.1:18080/#token=')
    const file = join(dataFolder, 'live/registry.db')
    const registry = openRegistry({ file, clock: systemClock })
    expect(registry.verifyOperator(tokenIn(out))).toBe(true)
    expect(registry.verifyOperator(first.operatorToken)).toBe(false)
    registry.close()
  })

  it('is not made before the first start, which would then miss the readings of a city that has run', async () => {
    expect((await operator('renew', '--live')).out).toContain('has never been started')
    registerDevices(dataFolder, [createDevice('gauge-1', 'flood')])
    const { code, out } = await operator('renew')
    expect(code).toBe(1)
    expect(out).toMatch(/まだ起動したことがありません.*\n.*has never been started/)
    const city = await startTestCity({ dataFolder })
    expect(city.registry.find('gauge-1')).toBeDefined()
    await city.close()
  })

  it.each([
    ['nothing', [], 'what to do? renew'],
    ['an unknown word', ['delete'], 'what to do? renew'],
    ['an unknown option', ['renew', '--force'], "Unknown option '--force'"],
    ['both cities', ['renew', '--live', '--demo'], 'exclude each other'],
    ['a folder without a city', ['renew'], 'holds no city'],
  ])('says in words what is wrong with %s', async (_, args, words) => {
    const { code, out } = await operator(...args)
    expect(code).toBe(1)
    expect(out).toContain(words)
    expect(out).not.toMatch(/^ +at /m)
  })
})
