import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findFreePorts } from '../support/city-process.ts'
import { startTestCity } from '../support/start-city.ts'
import { dataOf, takeOne } from '../store/saved-city.ts'

const repository = resolve(import.meta.dirname, '../..')

let whole: string
let root: string
beforeAll(async () => {
  whole = mkdtempSync(join(tmpdir(), 'machimori-bad-'))
  mkdirSync(dataOf(whole), { recursive: true })
  await takeOne(whole)
})
afterAll(() => rmSync(whole, { recursive: true }))
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'machimori-bad-'))
  cpSync(whole, root, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

/** `npm run serve` on the folder, until it gives up. */
async function serve() {
  const ports = await findFreePorts()
  const env = { HTTP_PORT: String(ports.http), MQTT_PORT: String(ports.mqtt) }
  const child = spawn(process.execPath, ['main.ts'], {
    cwd: repository,
    env: { ...process.env, ...env, DATA_DIR: join(root, 'data') },
  })
  const exit = new Promise<number | null>((done) => child.once('close', done))
  const [err, code] = await Promise.all([text(child.stderr), exit])
  return { err, code }
}

const file = (name: string) => join(dataOf(root), name)

function setSchema(name: string, schema: number): void {
  const db = new DatabaseSync(file(name))
  db.exec(`PRAGMA user_version = ${schema}`)
  db.close()
}

describe('a city whose data folder is not as it should be', () => {
  it.each<[what: string, spoil: () => void, words: string]>([
    [
      'readings of a newer version',
      () => setSchema('readings.db', 99),
      'readings.db has schema 99 of a newer version, this version of Machimori knows',
    ],
    [
      'a registry of a newer version',
      () => setSchema('registry.db', 99),
      'registry.db has schema 99 of a newer version, this version of Machimori knows',
    ],
    ['no registry', () => rmSync(file('registry.db')), 'registry.db with the devices'],
    ['no readings', () => rmSync(file('readings.db')), 'that of a city that has run'],
    ['empty readings', () => writeFileSync(file('readings.db'), ''), 'that of a city that has run'],
    ['a folder for a lock', () => mkdirSync(file('lock.pid')), 'lock.pid is a folder'],
    ['a spoilt lock', () => writeFileSync(file('lock.db'), 'x'.repeat(99)), 'delete it, and try'],
    [
      'readings that were copied by half',
      () => truncateSync(file('readings.db'), 20_000),
      'npm run restore -- BACKUP_FOLDER',
    ],
  ])('does not start with %s, and says why', async (_what, spoil, words) => {
    spoil()
    const { err, code } = await serve()
    expect(err).toContain(words)
    // Japanese first, then English.
    expect(err).toMatch(/^.*\p{Script=Hiragana}.*\n/u)
    expect(err).not.toMatch(/\n\s+at /)
    expect(code).toBe(1)
  })

  it('does not start with a clock that was never set', async () => {
    const clock = { now: () => 86_400_000, monotonicMs: () => performance.now() }
    await expect(startTestCity({ clock })).rejects.toThrow('1970-01-02')
  })
})
