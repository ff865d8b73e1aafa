import { describe, expect, it } from 'vitest'
import { createHostRule, isOriginAllowed } from '#api/access/host-rule.ts'
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

  it('of another name is refused while only this machine is served', () => {
    const rule = createHostRule('127.0.0.1', ['https://city.example'])
    expect(['localhost:3000', 'city.example', 'evil.example', undefined].map(rule)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('is not looked at when the network is served: then names are the network’s affair', () => {
    expect(createHostRule('0.0.0.0', [])('whatever.example')).toBe(true)
  })
})

describe('a page that opens the live stream', () => {
  const ask = (origin: string | undefined, local = true) =>
    isOriginAllowed({
      origin,
      host: '127.0.0.1:3000',
      local,
      allowedOrigins: ['https://wall.example'],
    })

  it('is ours, or of an allowed origin', () => {
    expect(ask('http://127.0.0.1:3000')).toBe(true)
    expect(ask('https://wall.example')).toBe(true)
  })

  it.each(['http://127.0.0.1:8080', 'https://evil.example', 'null', 'nonsense', ''])(
    'is refused from %j',
    (origin) => {
      expect(ask(origin)).toBe(false)
    },
  )

  it('may be no page at all, but then only on this machine', () => {
    expect(ask(undefined)).toBe(true)
    expect(ask(undefined, false)).toBe(false)
  })
})
