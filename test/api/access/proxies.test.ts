import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHostRule } from '#api/access/host-rule.ts'
import { createTrustedProxies, lookOutside } from '#api/access/proxies.ts'

/** A request as Node gives it, with this peer and these headers. */
const request = (remoteAddress: string, headers: Record<string, string>, encrypted = false) =>
  ({ headers, socket: { remoteAddress, encrypted } }) as unknown as IncomingMessage

const look = (trusted: string[], peer: string, headers: Record<string, string>) =>
  lookOutside(request(peer, headers), createTrustedProxies(trusted))

const forwarded = {
  host: '127.0.0.1:3000',
  'x-forwarded-for': '203.0.113.9, 10.1.2.3',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'city.example',
}

describe('a request behind a trusted proxy', () => {
  it('has the address, scheme and host that the browser used', () => {
    expect(look(['127.0.0.1', '10.0.0.0/8'], '127.0.0.1', forwarded)).toEqual({
      address: '203.0.113.9',
      origin: 'https://city.example',
    })
    expect(look(['127.0.0.1'], '::ffff:127.0.0.1', forwarded).address).toBe('10.1.2.3')
    expect(look(['::1'], '::1', forwarded).origin).toBe('https://city.example')
  })

  it('keeps the Host where the proxy passes that on', () => {
    const { 'x-forwarded-host': _, ...more } = forwarded
    expect(look(['127.0.0.1'], '127.0.0.1', { ...more, host: 'city.example:8443' }).origin).toBe(
      'https://city.example:8443',
    )
  })

  it('believes the last proxy alone: what came before it was written by a stranger', () => {
    const headers = { ...forwarded, 'x-forwarded-proto': 'https, http', 'x-forwarded-for': 'x, y' }
    expect(look(['127.0.0.1'], '127.0.0.1', headers)).toEqual({
      address: 'y',
      origin: 'http://city.example',
    })
  })
})

describe('a request of anybody else', () => {
  it('is what its socket and its Host say, whatever it forwards', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.domain(), fc.string(), (address, host, proto) => {
        const headers = {
          host: 'localhost:3000',
          'x-forwarded-for': address,
          'x-forwarded-host': host,
          'x-forwarded-proto': proto,
        }
        expect(look(['10.0.0.0/8'], '192.0.2.7', headers)).toEqual({
          address: '192.0.2.7',
          origin: 'http://localhost:3000',
        })
      }),
    )
  })

  it('has no origin where its Host is none', () => {
    expect(look([], '192.0.2.7', { host: 'a@b/c' }).origin).toBeUndefined()
    expect(look([], '192.0.2.7', {}).origin).toBeUndefined()
  })

  it('over our own TLS is encrypted', () => {
    const own = request('192.0.2.7', { host: 'city.example' }, true)
    expect(lookOutside(own, createTrustedProxies([])).origin).toBe('https://city.example')
  })
})

describe('a name that we are called by', () => {
  const rule = (bound: string, trusted: string[] = []) =>
    createHostRule({
      bound,
      allowedOrigins: ['https://city.example'],
      isTrusted: createTrustedProxies(trusted),
    })
  const from = (peer: string) => (host: string | undefined) =>
    request(peer, host === undefined ? {} : { host })

  it('is of this machine or of an allowed origin while only this machine is served', () => {
    const hosts = ['localhost:3000', 'city.example', 'evil.example', undefined]
    const answered = hosts.map(from('127.0.0.1')).map(rule('127.0.0.1'))
    expect(answered).toEqual([true, true, false, false])
  })

  it('is the affair of a trusted proxy, and of the network where that is served', () => {
    expect(rule('127.0.0.1', ['127.0.0.1'])(from('127.0.0.1')('any.example'))).toBe(true)
    expect(rule('127.0.0.1', ['10.0.0.1'])(from('127.0.0.1')('any.example'))).toBe(false)
    expect(rule('0.0.0.0')(from('192.0.2.7')('any.example'))).toBe(true)
  })
})
