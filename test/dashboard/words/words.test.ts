import { describe, expect, it } from 'vitest'
import { createFormat } from '#dashboard/words/format.ts'
import { dictionaries } from '#dashboard/words/words.ts'
import { noon } from '../samples.ts'

/** Every text of a dictionary by its path; functions are called with their own argument names. */
function listTexts(node: unknown, path = ''): [string, unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]]
  return Object.entries(node).flatMap(([key, value]) => listTexts(value, `${path}/${key}`))
}

describe('the dictionaries', () => {
  const ja = listTexts(dictionaries.ja)
  const en = listTexts(dictionaries.en)

  it('have the same keys, and functions where the other has functions', () => {
    const shape = (texts: [string, unknown][]) => texts.map(([path, value]) => [path, typeof value])
    expect(shape(en)).toEqual(shape(ja))
  })

  it('leave no text empty but those that say nothing on purpose', () => {
    const mayBeEmpty = new Set(['/origin/field'])
    const empty = [...ja, ...en].filter(([path, text]) => text === '' && !mayBeEmpty.has(path))
    expect(empty).toEqual([])
  })

  it('name both ways in wherever a page needs one: the log-in and the operator’s link', () => {
    const { ja, en } = dictionaries
    for (const { needToken } of [ja.status, ja.load]) {
      expect(needToken).toContain('ログインするか、管理用リンクから開いてください')
    }
    for (const { needToken } of [en.status, en.load]) {
      expect(needToken).toContain('log in or open the operator link')
    }
  })

  it('never speak of warnings or evacuation because of a gauge', () => {
    const { alarm, record } = dictionaries.ja
    const texts = [
      alarm.reached('氾濫注意水位', 'local'),
      alarm.raisedAnnouncement('港', 4, '氾濫危険水位'),
      record.raised('氾濫危険水位', 'レベル4'),
      alarm.calm,
    ]
    for (const text of texts) expect(text).not.toMatch(/避難指示|高齢者等避難|警報|特別警報|安全/)
  })
})

describe('times and ages', () => {
  const ja = createFormat('ja', 'Asia/Tokyo', dictionaries.ja)
  const en = createFormat('en', 'Asia/Tokyo', dictionaries.en)

  it('stand in the city’s zone, 24 hours, with the day where it is not today', () => {
    const midnight = Date.parse('2026-11-23T00:05:00+09:00')
    expect(ja.time(noon, noon)).toBe('12:10')
    expect(ja.time(midnight, midnight)).toBe('00:05')
    expect(ja.time(noon, midnight)).toBe('11/22 12:10')
    expect(ja.timeWithSeconds(noon)).toBe('12:10:00')
  })

  it('never look younger than they are, and never negative', () => {
    const ages = [-5_000, 500, 59_999, 119_999, 7_199_000, 7_200_000, 3 * 86_400_000]
    expect(ages.map((age) => ja.age(age))).toEqual([
      'たった今',
      'たった今',
      '59秒前',
      '1分前',
      '119分前',
      '2時間前',
      '3日前',
    ])
    expect(en.age(90_000)).toBe('1m ago')
  })

  it('durations name the unit that fits', () => {
    expect([2_000, 600_000, 86_400_000].map((ms) => ja.duration(ms))).toEqual([
      '2秒',
      '10分',
      '1日',
    ])
  })
})
