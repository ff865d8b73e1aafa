import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { dataOf, fillCity } from '../store/saved-city.ts'
import { endWithUs } from '../support/end-with-us.ts'

const repository = resolve(import.meta.dirname, '../..')
/** Enough work that a signal arrives in the middle of it. */
const fillerBytes = 150_000_000

let root: string
let safe: string
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'machimori-interrupted-'))
  mkdirSync(dataOf(root), { recursive: true })
  const { store, registry } = await fillCity(root)
  await store.close()
  registry.close()
  const db = new DatabaseSync(join(dataOf(root), 'readings.db'))
  db.prepare('INSERT INTO probe VALUES (1, zeroblob(?))').run(fillerBytes)
  db.close()
})
afterAll(() => rmSync(root, { recursive: true }))
beforeEach(() => {
  safe = join(root, 'safe')
})
afterEach(() => rmSync(safe, { recursive: true, force: true }))

function start(command: string, ...args: string[]) {
  const child = spawn(process.execPath, [`commands/${command}/main.ts`, ...args], {
    cwd: repository,
    env: { ...process.env, DATA_DIR: join(root, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  endWithUs(child)
  const exit = new Promise<number | null>((done) => child.once('close', done))
  const ended = Promise.all([text(child.stdout), text(child.stderr), exit])
  return { child, ended: ended.then(([out, err, code]) => ({ out, err, code })) }
}

const listDrafts = () =>
  existsSync(safe) ? readdirSync(safe).filter((name) => /\.(part|restoring)$/.test(name)) : []

/** Sends a signal once something was begun. */
async function interrupt(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') {
  await vi.waitFor(() => expect(listDrafts()).toHaveLength(1), { timeout: 60_000, interval: 1 })
  child.kill(signal)
}

describe('an interrupted backup', () => {
  it.each([
    ['Ctrl+C', 'SIGINT', 130],
    ['a stopping machine', 'SIGTERM', 143],
  ] as const)('by %s leaves nothing, and says so', async (_what, signal, exitCode) => {
    const { child, ended } = start('backup', '--to', safe)
    await interrupt(child, signal)
    const { out, err, code } = await ended
    expect(err).toMatch(/バックアップを中断しました.*\n.*broken off. What was begun is removed/)
    expect({ out, code }).toEqual({ out: '', code: exitCode })
    expect(readdirSync(safe)).toEqual([])
  })

  it('by kill -9 leaves what the next one removes and names', async () => {
    const killed = start('backup', '--to', safe)
    await interrupt(killed.child, 'SIGKILL')
    await killed.ended
    const [left = ''] = listDrafts()
    const { out, err, code } = await start('backup', '--to', safe).ended
    expect({ err, code }).toEqual({ err: '', code: 0 })
    expect(out).toContain(`removed what was left of an interrupted backup: ${join(safe, left)}`)
    expect(listDrafts()).toEqual([])
    expect(readdirSync(safe)).toHaveLength(1)
  })
})

describe('an interrupted restore', () => {
  it('leaves nothing by Ctrl+C; by kill -9 what neither starts as a city nor stops a restore', async () => {
    const taken = await start('backup', '--to', join(root, 'backups')).ended
    expect(taken.code).toBe(0)
    const [name = ''] = readdirSync(join(root, 'backups'))
    const args = [join(root, 'backups', name), '--to', safe]

    const stopped = start('restore', ...args)
    await interrupt(stopped.child, 'SIGINT')
    const { err, code } = await stopped.ended
    expect(err).toMatch(/復元を中断しました.*\n.*broken off/)
    expect(code).toBe(130)
    expect(readdirSync(safe)).toEqual([])

    const killed = start('restore', ...args)
    await interrupt(killed.child, 'SIGKILL')
    await killed.ended
    expect(listDrafts()).toEqual(['live.restoring'])
    const device = start(
      'device',
      'add',
      '--id',
      'gauge-9',
      '--kind',
      'flood',
      '--name',
      '水位',
      '--lat',
      '35.9',
      '--lon',
      '140.3',
      '--live',
      '--data',
      safe,
    )
    expect((await device.ended).err).toMatch(/復元が終わっていません.*\n.*npm run restore again/)

    expect(await start('restore', ...args).ended).toMatchObject({ err: '', code: 0 })
    expect(readdirSync(safe)).toEqual(['live'])
  })
})
