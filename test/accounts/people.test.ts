import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openAccounts } from '#accounts/open.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import {
  byCommand,
  get,
  makeFile,
  office,
  openWithAdmin,
  password,
  stillClock,
} from './open-test-accounts.ts'

const codeOf = (result: object) => (isRefusal(result) ? result.code : 'done')
const viewer = { name: 'tanaka', display_name: '田中', roles: ['viewer'] as const, password }

describe('people', () => {
  it('are added with what they may do, and changed, each with its entry', async () => {
    const { accounts } = await openWithAdmin()
    const { person } = get(await accounts.addPerson(viewer, byCommand))
    get(await accounts.changePerson(person.id, { roles: ['officer', 'viewer'] }, byCommand))
    expect(accounts.findPerson(person.id)?.roles).toEqual(['viewer', 'officer'])
    const [changed, added] = accounts.listActs({ limit: 2 })
    expect(added).toMatchObject({ act: 'person_added', before: null, subject: { name: 'tanaka' } })
    expect(changed).toMatchObject({
      act: 'person_changed',
      by: byCommand,
      before: { roles: ['viewer'] },
      after: { roles: ['viewer', 'officer'] },
    })
    expect(JSON.stringify(accounts.listActs({ limit: 99 }))).not.toContain('argon2')
    accounts.close()
  })

  it('get a password made up where none is given, which they should change', async () => {
    const { accounts } = await openWithAdmin()
    const { password: _, ...without } = viewer
    const made = get(await accounts.addPerson(without, byCommand))
    expect(made.password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    expect(made.person.password_to_change).toBe(true)
    const session = get(await accounts.logIn('tanaka', made.password ?? '', office))
    const self = { sort: 'person', id: made.person.id, name: 'tanaka', address: 'a' } as const
    const own = { person: made.person.id, session: session.id }
    const passwords = { current: made.password ?? '', next: 'ame no hi no kawa' }
    const changed = get(await accounts.changeOwnPassword(own, passwords, self))
    expect(changed.password_to_change).toBe(false)
    expect(accounts.findSession(session.token)).toBeDefined()
    expect(codeOf(await accounts.logIn('tanaka', made.password ?? '', office))).toBe('login_wrong')
    expect(codeOf(await accounts.logIn('tanaka', 'ame no hi no kawa', office))).toBe('done')
    accounts.close()
  })

  it('who are disabled or get a new password lose their sessions at once', async () => {
    const { accounts } = await openWithAdmin()
    const { person } = get(await accounts.addPerson(viewer, byCommand))
    const first = get(await accounts.logIn('tanaka', password, office))
    get(await accounts.changePerson(person.id, { disabled: true }, byCommand))
    expect(accounts.findSession(first.token)).toBeUndefined()
    expect(codeOf(await accounts.logIn('tanaka', password, office))).toBe('login_wrong')
    const reset = get(await accounts.resetPassword(person.id, byCommand))
    const second = get(await accounts.logIn('tanaka', reset.password, office))
    get(await accounts.resetPassword(person.id, byCommand))
    expect(accounts.findSession(second.token)).toBeUndefined()
    accounts.close()
  })

  it('always have an administrator', async () => {
    const { accounts, admin } = await openWithAdmin()
    const remove = (id: string, patch: object) => accounts.changePerson(id, patch, byCommand)
    expect(codeOf(await remove(admin.id, { disabled: true }))).toBe('last_admin')
    expect(codeOf(await remove(admin.id, { roles: ['viewer'] }))).toBe('last_admin')
    const other = get(await accounts.addPerson({ ...viewer, roles: ['admin'] }, byCommand))
    // Two who remove each other at the same moment: one of them stays.
    const both = await Promise.all([
      remove(admin.id, { disabled: true, password: 'ame no hi no kawa' }),
      remove(other.person.id, { disabled: true, password: 'ame no hi no kawa' }),
    ])
    expect(both.map(codeOf).toSorted()).toEqual(['done', 'last_admin'])
    accounts.close()
  })

  it.each([
    ['a blank in the name', { name: 'ta naka' }, 'name_invalid'],
    ['a name of nothing', { name: '' }, 'name_invalid'],
    ['an invisible mark', { name: 'ta\u200bnaka' }, 'name_invalid'],
    ['a name that begins with a dash', { name: '--help' }, 'name_invalid'],
    ['the name of somebody else in full width', { name: 'ＳＡＴＯ' }, 'person_exists'],
    ['a shown name of blanks', { display_name: '　 ' }, 'name_invalid'],
    ['a shown name that turns the text', { display_name: 'a\u202eb' }, 'name_invalid'],
    ['a weak password', { password: 'tanaka123456' }, 'password_weak'],
  ])('are refused with %s', async (_, more, code) => {
    const { accounts } = await openWithAdmin()
    expect(codeOf(await accounts.addPerson({ ...viewer, ...more }, byCommand))).toBe(code)
    expect(accounts.listPeople()).toHaveLength(1)
    accounts.close()
  })

  it('named alike at the same moment are one', async () => {
    const { accounts } = await openWithAdmin()
    const both = await Promise.all([1, 2].map(() => accounts.addPerson(viewer, byCommand)))
    expect(both.map(codeOf).toSorted()).toEqual(['done', 'person_exists'])
    accounts.close()
  })

  it('begin in a registry of before there were any, as a restored backup has it', async () => {
    const file = makeFile()
    const db = new DatabaseSync(file)
    db.exec(readFileSync(new URL('../store/schemas/registry-1.sql', import.meta.url), 'utf8'))
    db.close()
    const accounts = openAccounts({ file, clock: stillClock().clock })
    const first = { name: 'sato', display_name: '佐藤', password }
    get(await accounts.setUp(accounts.setUpToken() ?? '', first, office))
    expect(accounts.listPeople()).toHaveLength(1)
    accounts.close()
  })
})

describe('a key', () => {
  it('is found by its secret until it ends, over a restart too', async () => {
    const { accounts, open } = await openWithAdmin()
    const wanted = { name: 'Prometheus', capabilities: ['metrics.read'] as const }
    const { key, secret } = get(accounts.addKey(wanted, byCommand))
    expect(codeOf(accounts.addKey(wanted, byCommand))).toBe('key_exists')
    accounts.close()
    const again = open()
    expect(again.findKey(secret)).toEqual({ id: key.id, ...wanted })
    expect(again.findKey(`${secret}x`)).toBeUndefined()
    get(again.endKey(key.id, byCommand))
    expect(again.findKey(secret)).toBeUndefined()
    expect(codeOf(again.endKey(key.id, byCommand))).toBe('key_unknown')
    expect(again.listActs({ limit: 2 }).map(({ act }) => act)).toEqual(['key_ended', 'key_added'])
    again.close()
  })
})
