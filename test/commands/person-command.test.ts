import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRefusal } from '#domain/words/refusal.ts'
import { parsePersonOptions } from '#commands/person/options.ts'
import { startTestCity, type StartedCity } from '../support/start-city.ts'

const root = resolve(import.meta.dirname, '../..')
let dataFolder: string
let city: StartedCity
beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'machimori-person-'))
  city = await startTestCity({ dataFolder })
})
afterAll(() => rmSync(dataFolder, { recursive: true }))

async function run(command: 'person' | 'key' | 'audit' | 'operator', ...args: string[]) {
  const env = { ...process.env, DATA_DIR: dataFolder }
  const ran = promisify(execFile)(process.execPath, [`commands/${command}/main.ts`, ...args], {
    cwd: root,
    env,
  })
  return ran.then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, out: error.stderr }),
  )
}

const place = { address: '127.0.0.1', agent: '' }
const passwordIn = (text: string) => /^ {2}([a-z2-9-]{23})$/m.exec(text)?.[1] ?? ''

describe('npm run person', () => {
  it('adds somebody to a running city, who then logs in; no set-up link is left', async () => {
    const added = await run('person', 'add', 'sato', '--display', '佐藤', '--roles', '管理,officer')
    expect(added.out).toContain('sato  佐藤  防災 officer, 管理 admin')
    const begun = await city.accounts.logIn('sato', passwordIn(added.out), place)
    expect(isRefusal(begun)).toBe(false)
    expect(city.accounts.setUpToken()).toBeNull()
    expect((await run('person', 'list')).out).toContain('sato  佐藤')
  })

  it('gives a new password, disables and enables, but never the last administrator', async () => {
    const reset = await run('person', 'reset', 'SATO')
    const begun = await city.accounts.logIn('sato', passwordIn(reset.out), place)
    expect(isRefusal(begun)).toBe(false)
    const last = await run('person', 'disable', 'sato')
    expect(last).toMatchObject({ code: 1 })
    expect(last.out).toContain('No administrator would be left')
    expect((await run('person', 'reset', 'nobody')).out).toContain('person_unknown')
    const by = { sort: 'command', id: null, name: '', address: 'local' } as const
    await city.accounts.addPerson({ name: 'ito', display_name: '伊藤', roles: ['viewer'] }, by)
    expect((await run('person', 'disable', 'ito')).out).toContain('停止中 disabled')
  })

  it('issues and ends keys of machines, which the record tells of', async () => {
    const added = await run('key', 'add', '監視', '--can', 'metrics.read,city.read')
    const secret = /^ {2}([\w-]{43})$/m.exec(added.out)?.[1] ?? ''
    expect(city.accounts.findKey(secret)).toMatchObject({ name: '監視' })
    expect((await run('key', 'add', '監視', '--can', 'city.read')).out).toContain('key_exists')
    expect((await run('key', 'add', 'x', '--can', 'people.manage')).out).toContain('choose from')
    expect((await run('key', 'list')).out).toContain('監視  metrics.read,city.read')
    expect((await run('key', 'end', '監視')).code).toBe(0)
    expect(city.accounts.findKey(secret)).toBeUndefined()
    expect((await run('key', 'end', '監視')).out).toContain('key_unknown')
    expect((await run('operator', 'renew')).code).toBe(0)
    const acts = city.accounts.listActs({ limit: 3 }).map(({ act, by }) => [act, by.sort])
    expect(acts).toEqual([
      ['operator_renewed', 'command'],
      ['key_ended', 'command'],
      ['key_added', 'command'],
    ])
  })

  it('does the same without a running city, and the record holds it all', async () => {
    await city.close()
    expect((await run('person', 'reset', 'ito')).code).toBe(0)
    expect((await run('key', 'add', '夜間', '--can', 'city.read')).code).toBe(0)
    expect((await run('key', 'list')).out).toContain('夜間  city.read')
    const verified = await run('audit', 'verify')
    expect(verified.out).toMatch(/\d+ entries are as written\nhead [0-9a-f]{64}/)
    const head = /head (\S+)/.exec(verified.out)?.[1] ?? ''
    expect((await run('audit', 'verify', '--head', head)).code).toBe(0)
    const other = await run('audit', 'verify', '--head', '0'.repeat(64))
    expect(other).toMatchObject({ code: 1 })
    expect(other.out).toContain('the noted head is not there')
  })

  it.each([
    ['nothing', [], 'what to do? list'],
    ['a role that is none', ['add', 'x', '--roles', 'king'], 'choose from viewer'],
    ['no role', ['add', 'x'], 'say --roles'],
    ['two names', ['reset', 'x', 'y'], 'what to do? list'],
    ['an unknown option', ['list', '--force'], "Unknown option '--force'"],
    ['both cities', ['list', '--live', '--demo'], 'exclude each other'],
  ])('says in words what is wrong with %s', (_, args, words) => {
    expect(() => parsePersonOptions(args)).toThrow(words)
  })
})
