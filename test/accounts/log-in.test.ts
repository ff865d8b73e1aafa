import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { placeOf } from '#accounts/attempts/attempts.ts'
import { hashPassword } from '#accounts/passwords/hash.ts'
import { createHashGate } from '#accounts/passwords/hash-gate.ts'
import { openAccounts } from '#accounts/open.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import {
  byCommand,
  get,
  makeFile,
  minute,
  office,
  openWithAdmin,
  password,
  stillClock,
} from './open-test-accounts.ts'

type Open = Awaited<ReturnType<typeof openWithAdmin>>

const from = (address: string) => ({ address, agent: '' })
const codeOf = (result: object) => (isRefusal(result) ? result.code : 'in')
const tryWrong = async ({ accounts }: Pick<Open, 'accounts'>, name: string, address: string) =>
  codeOf(await accounts.logIn(name, 'not the password', from(address)))

describe('the set-up link', () => {
  it('makes one person with all roles, once', async () => {
    const { accounts, admin, begun } = await openWithAdmin()
    expect(admin.roles).toEqual(['viewer', 'planner', 'officer', 'admin', 'auditor'])
    expect(accounts.findSession(begun.token)?.person.name).toBe('sato')
    expect(accounts.setUpToken()).toBeNull()
    const again = await accounts.setUp('x', { name: 'b', display_name: 'b', password }, office)
    expect(codeOf(again)).toBe('setup_wrong')
    accounts.close()
  })

  it('is new at each start, and the one before has ended', async () => {
    const options = { file: makeFile(), clock: stillClock().clock }
    const first = openAccounts(options)
    const old = first.setUpToken() ?? ''
    first.close()
    const second = openAccounts(options)
    const person = { name: 'sato', display_name: '佐藤', password }
    expect(codeOf(await second.setUp(old, person, office))).toBe('setup_wrong')
    expect(codeOf(await second.setUp(second.setUpToken() ?? '', person, office))).toBe('in')
    second.close()
  })

  it('opened twice at the same moment makes one person', async () => {
    const accounts = openAccounts({ file: makeFile(), clock: stillClock().clock })
    const token = accounts.setUpToken() ?? ''
    const results = await Promise.all(
      ['sato', 'suzuki'].map((name) =>
        accounts.setUp(token, { name, display_name: name, password }, office),
      ),
    )
    expect(results.map(codeOf).toSorted()).toEqual(['in', 'setup_wrong'])
    expect(accounts.listPeople()).toHaveLength(1)
    accounts.close()
  })
})

describe('a log-in', () => {
  it('takes the name as an input method leaves it', async () => {
    const { accounts } = await openWithAdmin()
    for (const name of ['sato', 'SATO', 'ｓａｔｏ', ' sato ']) {
      expect(codeOf(await accounts.logIn(name, password, office))).toBe('in')
    }
    accounts.close()
  })

  it('answers alike for a wrong password, an unknown name, a disabled person and a whole book', async () => {
    const { accounts, admin } = await openWithAdmin()
    const away = { name: 'tanaka', display_name: '田中', roles: ['viewer'] as const, password }
    const { person } = get(await accounts.addPerson(away, byCommand))
    await accounts.changePerson(person.id, { disabled: true }, byCommand)
    const answers = [
      await accounts.logIn(admin.name, 'not the password', office),
      await accounts.logIn('nobody', password, office),
      await accounts.logIn('tanaka', password, office),
      await accounts.logIn('', '', office),
      await accounts.logIn('sato', 'x'.repeat(4_096), office),
    ]
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(codeOf(answers[0] ?? {})).toBe('login_wrong')
    accounts.close()
  })

  it('makes a hash of older costs anew', async () => {
    const { accounts, file, open } = await openWithAdmin()
    accounts.close()
    const cheap = await hashPassword(password, { memoryKib: 64, passes: 1, lanes: 1 })
    const db = new DatabaseSync(file)
    db.prepare('UPDATE person SET password_hash = ?').run(cheap)
    const again = open()
    get(await again.logIn('sato', password, office))
    again.close()
    const stored = db.prepare('SELECT password_hash FROM person').get()?.['password_hash']
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    db.close()
  })

  it('is counted by who tried: five slips, then one try a minute, with the time left', async () => {
    const { accounts, pass } = await openWithAdmin()
    const results = []
    for (let count = 0; count < 6; count += 1)
      results.push(await tryWrong({ accounts }, 'sato', '10.0.0.1'))
    expect(results).toEqual([...Array.from({ length: 5 }, () => 'login_wrong'), 'login_throttled'])
    expect(await accounts.logIn('sato', password, from('10.0.0.1'))).toMatchObject({
      code: 'login_throttled',
      retryAfterMs: minute,
    })
    pass(minute)
    expect(codeOf(await accounts.logIn('sato', password, from('10.0.0.1')))).toBe('in')
    accounts.close()
  })

  it('tried 1,000 times from ten addresses gets some dozen tries, and locks out neither its owner nor a colleague', async () => {
    const { accounts, pass } = await openWithAdmin()
    const colleague = { name: 'tanaka', display_name: '田中', roles: ['viewer'] as const, password }
    get(await accounts.addPerson(colleague, byCommand))
    get(await accounts.logIn('tanaka', password, office))
    const answers = new Map<string, number>()
    for (let count = 0; count < 1_000; count += 1) {
      const answer = await tryWrong({ accounts }, 'sato', `10.0.0.${count % 10}`)
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
      pass(100)
    }
    expect(answers.get('login_wrong')).toBeLessThan(30)
    expect(codeOf(await accounts.logIn('sato', password, office))).toBe('in')
    expect(codeOf(await accounts.logIn('tanaka', password, office))).toBe('in')
    accounts.close()
  })

  it('from the address of somebody who tries every name lets in whoever was there before', async () => {
    const { accounts } = await openWithAdmin()
    for (let count = 0; count < 40; count += 1)
      await tryWrong({ accounts }, `name${count}`, office.address)
    expect(await tryWrong({ accounts }, 'one-more', office.address)).toBe('login_throttled')
    expect(codeOf(await accounts.logIn('sato', password, office))).toBe('in')
    accounts.close()
  })

  it('that is refused is in the record under the name of the person, never as it was typed', async () => {
    const { accounts, admin, open } = await openWithAdmin()
    await tryWrong({ accounts }, 'sato', '10.0.0.1')
    await tryWrong({ accounts }, 'my secret in the wrong field', '10.0.0.1')
    accounts.close()
    const again = open()
    const acts = again.listActs({ limit: 10 })
    expect(acts.map(({ act }) => act)).toEqual(['log_in_refused', 'logged_in', 'set_up'])
    expect(acts[0]).toMatchObject({
      by: { sort: 'nobody', id: null, name: '', address: '10.0.0.1' },
      subject: { id: admin.id, name: 'sato' },
    })
    expect(JSON.stringify(acts)).not.toContain('secret')
    again.close()
  })
})

describe('a place', () => {
  it('is a whole network of IPv6, however its addresses are written', () => {
    const one = ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', '2001:0db8:0001:0002:0:0:0:7']
    expect(new Set(one.map(placeOf)).size).toBe(1)
    expect(placeOf('2001:db8:1:3::1')).not.toBe(placeOf('2001:db8:1:2::1'))
    expect(placeOf('::1')).toBe('0:0:0:0::/64')
    expect(placeOf('192.0.2.7')).toBe('192.0.2.7')
  })
})

describe('the gate of the hashes', () => {
  it('runs so many at once, lets so many wait, and refuses the rest', async () => {
    const gate = createHashGate({ hashesAtOnce: 2, hashesWaiting: 1 })
    let [running, most] = [0, 0]
    const ends: (() => void)[] = []
    const work = () =>
      gate(async () => {
        running += 1
        most = Math.max(most, running)
        await new Promise<void>((end) => ends.push(end))
        running -= 1
        return { done: true }
      })
    const all = [work(), work(), work(), work()]
    expect(await all[3]).toMatchObject({ code: 'overloaded' })
    for (let count = 0; count < 3; count += 1) {
      while (ends.length === 0) await Promise.resolve()
      ends.shift()?.()
      await Promise.resolve()
    }
    expect(await Promise.all(all.slice(0, 3))).toEqual([
      { done: true },
      { done: true },
      { done: true },
    ])
    expect([most, running]).toEqual([2, 0])
  })
})
