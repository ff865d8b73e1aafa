import { describe, expect, it } from 'vitest'
import { hostNameOf, isLoopbackAddress, isLoopbackName } from '#api/access/local-peer.ts'

describe('an address', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])(
    '%s is this machine',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(true)
    },
  )

  it.each(['10.0.0.1', '::ffff:10.0.0.1', 'fe80::1', '1127.0.0.1', undefined])(
    '%s is not',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false)
    },
  )
})

describe('a Host header', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST'])(
    '%s means this machine',
    (host) => {
      expect(isLoopbackName(hostNameOf(host))).toBe(true)
    },
  )

  it.each([
    'localhost.evil.example',
    'evil.example:3000',
    'a@127.0.0.1',
    '127.0.0.1/x',
    '',
    undefined,
  ])('%s does not', (host) => {
    expect(isLoopbackName(hostNameOf(host))).toBe(false)
  })
})
