import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTime, parseTimeRange } from '#api/query/time-range.ts'

const now = Date.parse('2026-11-22T12:00:00+09:00')

describe('a time in a query', () => {
  it.each([
    ['2026-11-22T00:00:00+09:00', Date.parse('2026-11-21T15:00:00Z')],
    ['2026-11-22T00:00:00.250Z', Date.parse('2026-11-22T00:00:00.250Z')],
    ['2026-11-22 00:00:00Z', Date.parse('2026-11-22T00:00:00Z')],
    ['2026-11-22T00:00Z', Date.parse('2026-11-22T00:00:00Z')],
    ['1795368196638', 1795368196638],
    ['0', 0],
  ])('%s is understood', (text, ms) => {
    expect(parseTime(text)).toBe(ms)
  })

  it.each([
    '2026-11-22T00:00:00',
    '2026-11-22',
    'yesterday',
    '',
    '1e3',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-11-22T24:00:00Z',
  ])('%j is not', (text) => {
    expect(parseTime(text)).toBeUndefined()
  })

  it('means the same moment in every offset', () => {
    const moments = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 })
    fc.assert(
      fc.property(moments, offsets, (moment, minutes) => {
        const sign = minutes < 0 ? '-' : '+'
        const clock = [Math.abs(minutes) / 60, Math.abs(minutes) % 60]
        const offset = clock.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
        const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, -1)
        expect(parseTime(`${local}${sign}${offset}`)).toBe(moment.getTime())
      }),
    )
  })
})

describe('a range', () => {
  it('is the last day, the clocks that run ahead included, where nothing is said', () => {
    expect(parseTimeRange({}, now)).toEqual({ from: now + 300_000 - 86_400_000, to: now + 300_000 })
  })

  it('is refused when it is empty or upside down, with a pointer', () => {
    const refused = () => parseTimeRange({ from: '2000', to: '1000' }, now)
    expect(refused).toThrow(expect.objectContaining({ code: 'query_invalid' }))
    expect(refused).toThrow(
      expect.objectContaining({ pointers: [expect.objectContaining({ pointer: '/from' })] }),
    )
  })

  it('names both ends where neither can be read', () => {
    let thrown: unknown
    try {
      parseTimeRange({ from: 'yesterday', to: '2026-11-25T00:00:00' }, now)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toMatchObject({
      code: 'query_invalid',
      pointers: [{ pointer: '/from' }, { pointer: '/to' }],
    })
  })

  it('in seconds is refused with the milliseconds to send, and not read as 1970', () => {
    const refused = () => parseTimeRange({ from: '1795334400' }, now)
    expect(refused).toThrow(
      expect.objectContaining({
        pointers: [
          { pointer: '/from', detail: expect.stringContaining('1795334400000') as unknown },
        ],
      }),
    )
  })

  it('says how to send a plus sign that arrived as a space', () => {
    const refused = () => parseTimeRange({ from: '2026-11-22T00:00:00 09:00' }, now)
    expect(refused).toThrow(
      expect.objectContaining({
        pointers: [expect.objectContaining({ detail: expect.stringContaining('%2B') })],
      }),
    )
  })
})
