import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseByteRange } from '#api/base-map/byte-range.ts'

const size = fc.integer({ min: 1, max: 2 ** 45 })
const place = fc.nat({ max: 2 ** 45 })

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', null],
    ['bytes=100-200', null],
    ['bytes=-0', null],
    // Not ours to understand: the whole file is the right answer (RFC 9110, 14.2).
    ['bytes=9-3', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-1', undefined],
    ['bytes=0x1-2', undefined],
    [undefined, undefined],
  ])('%s of 100 bytes asks for %j', (header, range) => {
    expect(parseByteRange(header, 100)).toEqual(range)
  })

  it('asks for nothing of an empty file', () => {
    expect(['bytes=0-0', 'bytes=-1', 'bytes=0-'].map((range) => parseByteRange(range, 0))).toEqual([
      null,
      null,
      null,
    ])
  })

  it('gives the bytes it names, as far as they exist', () => {
    fc.assert(
      fc.property(size, place, place, (bytes, a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        const wanted = first < bytes ? { start: first, end: Math.min(last, bytes - 1) } : null
        expect(parseByteRange(`bytes=${first}-${last}`, bytes)).toEqual(wanted)
      }),
    )
  })

  it('gives the last bytes, and never more than there are', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 2 ** 45 }), (bytes, count) => {
        const wanted = { start: Math.max(0, bytes - count), end: bytes - 1 }
        expect(parseByteRange(`bytes=-${count}`, bytes)).toEqual(wanted)
      }),
    )
  })

  it('never leads outside the file, whatever it says', () => {
    const digits = fc.string({ unit: fc.constantFrom('0', '1', '9', '-', ',', ' '), maxLength: 40 })
    const header = fc.oneof(
      fc.string(),
      digits.map((text) => `bytes=${text}`),
    )
    fc.assert(
      fc.property(header, fc.nat({ max: 1_000 }), (text, bytes) => {
        const range = parseByteRange(text, bytes)
        if (!range) return
        expect(range.start).toBeGreaterThanOrEqual(0)
        expect(range.start).toBeLessThanOrEqual(range.end)
        expect(range.end).toBeLessThan(bytes)
      }),
    )
  })
})
