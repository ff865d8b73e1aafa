import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLoopback, plainAddress, sourceOf } from '#broker/listen/source.ts'

describe('the source of a connection', () => {
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1', 'fe80:0:0:0::/64'],
    ['::1', '::1'],
    ['127.0.0.1', '127.0.0.1'],
  ])('of %s counts as %s', (address, source) => {
    expect(sourceOf(address)).toBe(source)
  })

  it('is the same for every address that one IPv6 subscriber can take', () => {
    const group = fc.integer({ min: 0x1, max: 0xffff }).map((n) => n.toString(16))
    fc.assert(
      fc.property(fc.array(group, { minLength: 4, maxLength: 4 }), (last) => {
        expect(sourceOf(`2001:db8:1:2:${last.join(':')}`)).toBe('2001:db8:1:2::/64')
      }),
    )
  })

  it('seen through an IPv6 socket is the IPv4 address that it is', () => {
    expect(plainAddress('::ffff:203.0.113.5')).toBe('203.0.113.5')
    expect(isLoopback(plainAddress('::ffff:127.0.0.1'))).toBe(true)
    expect(plainAddress(undefined)).toBe('unknown')
  })
})
