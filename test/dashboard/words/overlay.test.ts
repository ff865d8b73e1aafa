import { describe, expect, it } from 'vitest'
import { overlayLanguage, spokenLanguages } from '#dashboard/words/languages.ts'
import { dictionaries } from '#dashboard/words/words.ts'
import { thresholdNameOf } from '#domain/alarms/levels.ts'

const danger = thresholdNameOf('danger', 'official')
const caution = thresholdNameOf('caution', 'official')

describe('a language of one file', () => {
  const simple = overlayLanguage({
    code: 'ja-x-simple',
    name: 'やさしい日本語',
    base: 'ja',
    words: {
      nav: { list: 'いちらん' },
      time: { minutes: (count) => `${count}ぷん` },
    },
    labels: { 氾濫危険水位: 'とても あぶない 水の 高さ' },
  })

  it('has its own texts, those that take values too', () => {
    expect(simple.words.nav.list).toBe('いちらん')
    expect(simple.words.time.minutes(3)).toBe('3ぷん')
    expect(simple.textOf(danger)).toBe('とても あぶない 水の 高さ')
  })

  it('reads all the rest in the language below it', () => {
    expect(simple.words.nav.record).toBe(dictionaries.ja.nav.record)
    expect(simple.words.time.hours(3)).toBe('3時間')
    expect(simple.textOf(caution)).toBe(caution.ja)
    expect(simple.textOf(undefined)).toBeUndefined()
  })

  it('leaves that language as it is', () => {
    expect(dictionaries.ja.nav.list).toBe('一覧')
  })

  it('may lie over English', () => {
    const plain = overlayLanguage({ code: 'en-x-plain', name: 'Plain English', base: 'en' })
    expect(plain.words).toBe(dictionaries.en)
    expect(plain.textOf(danger)).toBe(danger.en)
  })
})

describe('the language switch', () => {
  it('offers Japanese first, then English', () => {
    expect(spokenLanguages.map(({ code }) => code)).toEqual(['ja', 'en'])
  })
})
