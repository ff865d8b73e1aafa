import { argon2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashPassword, isOutdated, nobodysHash, verifyPassword } from '#accounts/passwords/hash.ts'
import { makePassword } from '#accounts/passwords/make-password.ts'
import { refuseWeak } from '#accounts/passwords/refuse-weak.ts'

describe('the hash of a password', () => {
  it('is argon2id with its costs and salt in it, as any program reads it', async () => {
    const stored = await hashPassword('ame no hi no kawa')
    const [, , , costs, salt = '', tag = ''] = stored.split('$')
    expect(costs).toBe('m=19456,t=2,p=1')
    const parameters = {
      message: 'ame no hi no kawa',
      nonce: Buffer.from(salt, 'base64'),
      parallelism: 1,
      tagLength: 32,
      memory: 19_456,
      passes: 2,
    }
    const expected = argon2Sync('argon2id', parameters).toString('base64').replace(/=+$/, '')
    expect(tag).toBe(expected)
    expect(await verifyPassword('ame no hi no kawa', stored)).toBe(true)
    expect(await verifyPassword('ame no hi no kawA', stored)).toBe(false)
  })

  it('is the same for full and half width, as an input method leaves it', async () => {
    const stored = await hashPassword('Ａｍｅ ｎｏ ｈｉ １２３')
    expect(await verifyPassword('Ame no hi 123', stored)).toBe(true)
  })

  it('of nobody fits no password, and costs as much as one of today', async () => {
    expect(await verifyPassword('', nobodysHash)).toBe(false)
    expect(isOutdated(nobodysHash)).toBe(false)
  })

  it('at other costs is recognised, checked, and known as outdated', async () => {
    const cheap = await hashPassword('ame no hi no kawa', { memoryKib: 64, passes: 1, lanes: 1 })
    expect(await verifyPassword('ame no hi no kawa', cheap)).toBe(true)
    expect(isOutdated(cheap)).toBe(true)
  })

  it('that is damaged lets nobody in, and throws nothing', async () => {
    for (const stored of [
      '',
      '$argon2id$',
      '$2b$10$abc',
      cut(await hashPassword('x'.repeat(12))),
    ]) {
      expect(await verifyPassword('x'.repeat(12), stored)).toBe(false)
    }
  })
})

const cut = (text: string) => text.slice(0, -2)

describe('a password', () => {
  it.each([
    ['eleven characters', 'kawa-mizu-9'],
    ['one character again and again', 'aaaaaaaaaaaaaaaa'],
    ['two in turn', '121212121212'],
    ['a row of the keyboard', 'qwertyuiopas'],
    ['a row backwards', '987654321098'],
    ['the alphabet', 'abcdefghijklmnop'],
    ['the worst word with a year', 'Password2026!'],
    ['the worst word twice', 'passwordpassword'],
    ['the worst word in full width', 'ｐａｓｓｗｏｒｄ１２３４'],
    ['the name of the product', 'machimori2026'],
    ['the own name with numbers', 'tanaka1234567'],
    ['a Japanese worst word', 'パスワードパスワード12'],
    ['a book', 'x y z '.repeat(100)],
  ])('may not be %s', (_, password) => {
    expect(refuseWeak(password, ['tanaka', '田中'])?.code).toBe('password_weak')
  })

  it.each([
    'correct horse battery',
    '川の水は冷たくて飲めない',
    'tanaka likes the river',
    'gJ7!pQ2#vX9z',
    makePassword(),
  ])('may be %s', (password) => {
    expect(refuseWeak(password, ['tanaka', '田中'])).toBeUndefined()
  })

  it('of any sort is judged without a failure', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 })
    const isShort = (password: string) => Array.from(password.normalize('NFKC')).length < 12
    const judged = fc.property(text, fc.string(), (password, name) => {
      const refusal = refuseWeak(password, [name])
      return !isShort(password) || refusal?.code === 'password_weak'
    })
    expect(fc.check(judged).failed).toBe(false)
  })
})
