import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dataOf, takeOne } from '../store/saved-city.ts'
import { findFreePorts, registerDevices, startCityProcess } from '../support/city-process.ts'
import { createGaugeUnderLoad, gauge, listNumbers } from '../app/numbered-gauge.ts'
import { ask } from '#test/support/operator-key.ts'

const root = resolve(import.meta.dirname, '../..')
const patienceMs = 60_000

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machimori-backup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const data = () => join(folder, 'data')

/** Runs a command as npm would, in a process of its own. */
async function run(command: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(root, `commands/${command}/main.ts`), ...args], {
    cwd: folder,
    env: { ...process.env, DATA_DIR: data() },
  })
  const exit = new Promise<number | null>((done) => child.once('close', done))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

describe('npm run backup and npm run restore', () => {
  it('bring a city under load to another machine, with all it had acknowledged', async () => {
    const token = registerDevices(data(), [gauge]).get(gauge.id) ?? ''
    const ports = await findFreePorts()
    const city = await startCityProcess({ dataFolder: data(), ports })
    const sender = createGaugeUnderLoad(token)
    await sender.connect(ports.mqtt)
    await vi.waitFor(() => expect(sender.acked.size).toBeGreaterThan(200), patienceMs)

    const ackedBefore = [...sender.acked]
    const taken = await run('backup', '--to', 'safe')
    expect(taken).toMatchObject({ code: 0, err: '' })
    expect(sender.acked.size).toBeGreaterThan(ackedBefore.length)
    await sender.settle()
    sender.drop()
    expect(await city.close()).toBe(0)

    const [name = ''] = readdirSync(join(folder, 'safe'))
    expect(name).toMatch(/^live-/)
    const over = await run('restore', join('safe', name))
    expect(over.code).toBe(1)
    expect(over.err).toMatch(/空ではありません.*\n.*is not empty/)
    const restored = await run('restore', join('safe', name), '--to', 'other')
    expect(restored).toMatchObject({ code: 0, err: '' })
    console.info(`${taken.out}${restored.out}`)

    const again = await startCityProcess({ dataFolder: join(folder, 'other'), ports })
    const found = await listNumbers(again.url)
    expect(ackedBefore.filter((number) => !found.has(number))).toEqual([])
    // The device goes on with the secret it has; the demo's are issued anew.
    const later = createGaugeUnderLoad(token)
    await later.connect(ports.mqtt)
    await later.settle()
    later.drop()
    expect(await again.close()).toBe(0)
  })

  it('never touch a city that runs: it takes readings meanwhile, and keeps them all', async () => {
    const token = registerDevices(data(), [gauge]).get(gauge.id) ?? ''
    const ports = await findFreePorts()
    const city = await startCityProcess({ dataFolder: data(), ports })
    const sender = createGaugeUnderLoad(token)
    await sender.connect(ports.mqtt)
    await vi.waitFor(() => expect(sender.acked.size).toBeGreaterThan(50), patienceMs)
    expect(await run('backup', '--to', 'safe')).toMatchObject({ code: 0 })
    const [name = ''] = readdirSync(join(folder, 'safe'))

    const files = readdirSync(dataOf(folder))
    for (const to of [[], ['--to', 'data'], ['--to', join(data(), 'live')]]) {
      const { code, out, err } = await run('restore', join('safe', name), ...to)
      expect(err).toMatch(/市が稼働しています.*\n.*A city is running on/)
      expect({ code, out }).toEqual({ code: 1, out: '' })
    }
    expect(readdirSync(data())).toEqual(['live'])
    expect(readdirSync(dataOf(folder))).toEqual(files)
    const before = sender.acked.size
    await vi.waitFor(() => expect(sender.acked.size).toBeGreaterThan(before + 50), patienceMs)
    await sender.settle()
    sender.drop()
    expect(await city.close()).toBe(0)

    const again = await startCityProcess({ dataFolder: data(), ports })
    const found = await listNumbers(again.url)
    expect([...sender.acked].filter((number) => !found.has(number))).toEqual([])
    expect(await again.close()).toBe(0)
  })

  it.each<[what: string, line: string, words: string]>([
    ['no city', 'backup', 'holds no city'],
    ['a variable that is not set', 'backup --to=', '--to is empty'],
    ['a place that a variable should name', 'restore . --to=', '--to is empty'],
    ['a city that is not there', 'backup --live', 'no city has kept data there'],
    ['both cities', 'backup --live --demo', 'exclude each other'],
    ['an unknown option', 'backup --fast', "'--fast'"],
    ['no folder', 'restore', 'give one backup folder'],
    ['a folder that is no backup', 'restore .', 'no backup.json'],
  ])('say in a sentence what is wrong with %s', async (_what, line, words) => {
    const [command = '', ...args] = line.split(' ')
    const { code, out, err } = await run(command, ...args)
    expect(err).toContain(words)
    // Japanese first, then English.
    expect(err).toMatch(/^.*\p{Script=Hiragana}.*\n/u)
    expect(err).not.toMatch(/\n\s+at /)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('agree with a start about a DATA_DIR that is called like a city', async () => {
    mkdirSync(dataOf(folder), { recursive: true })
    const { folder: saved } = await takeOne(folder)
    const dataDir = join(folder, 'srv/live')
    const restored = await run('restore', saved, '--to', dataDir)
    expect(restored).toMatchObject({ code: 0, err: '' })
    expect(restored.out).toContain(`DATA_DIR=${dataDir} npm run serve`)
    const ports = await findFreePorts()
    const city = await startCityProcess({ dataFolder: dataDir, ports })
    const answer = await ask(`${city.url}/v1/devices/gauge-1`)
    expect(answer.status).toBe(200)
    expect(await city.close()).toBe(0)
    // And where somebody names the folder above it.
    const above = startCityProcess({ dataFolder: join(folder, 'srv'), ports })
    await expect(above).rejects.toThrow(`Set DATA_DIR=${dataDir}.`)
  })

  it('never make a real city of simulated data', async () => {
    registerDevices(data(), [gauge])
    const ports = await findFreePorts()
    const city = await startCityProcess({ dataFolder: data(), ports })
    expect(await city.close()).toBe(0)
    await run('backup', '--to', 'safe')
    const [name = ''] = readdirSync(join(folder, 'safe'))
    const refused = await run('restore', join('safe', name), '--to', join('other', 'demo'))
    expect(refused.err).toContain('cannot become "demo"')
    expect(existsSync(join(folder, 'other'))).toBe(false)
  })

  it('explain themselves', async () => {
    expect((await run('backup', '--help')).out).toMatch(/^市のデータ[^]*--to FOLDER/)
    expect((await run('restore', '--help')).out).toMatch(/^バックアップ[^]*Nothing is overwritten/)
  })
})
