import { describe, expect, it } from 'vitest'
import { summarize, type SummaryInput } from '#dashboard/logic/device/summary.ts'
import { createFormat } from '#dashboard/words/format.ts'
import { dictionaries } from '#dashboard/words/words.ts'
import type { Language } from '#domain/words/labels.ts'
import { noon, reading, textIn, thresholds, tide } from '../samples.ts'

const perMinute = { low: 0.01, middle: 0.012, high: 0.015 }

function say(language: Language, more: Partial<SummaryInput> = {}): string {
  const words = dictionaries[language]
  return summarize({
    kind: tide,
    latest: reading({ height_m: 2.41 }),
    trend: { direction: 'rising', per10Min: 0.12, perHour: 0.35, peak: null, perMinute },
    thresholds: { ...thresholds, standby: null, authority: 'official' },
    timeLeft: undefined,
    doing: [],
    isCurrent: true,
    now: noon,
    textOf: textIn(language),
    words,
    format: createFormat(language, 'Asia/Tokyo', words),
    ...more,
  })
}

describe('the sentence of the panel', () => {
  it('says time, value, trend and distance to the next threshold', () => {
    expect(say('ja')).toBe(
      '12:10 現在 2.41 m、上昇中、10分で +0.12 m、1時間で +0.35 m、氾濫注意水位まで 0.29 m',
    )
    expect(say('en')).toBe(
      '2.41 m at 12:10, rising, +0.12 m in 10 min, +0.35 m in 1 h, 0.29 m to the flood caution level',
    )
  })

  it('says how long the room lasts at this pace, with its range', () => {
    const timeLeft = { about: 20, from: 15, to: 35 }
    expect(say('ja', { timeLeft })).toMatch(/まで 0\.29 m、このままの速さなら約20分（15〜35分）$/)
    expect(say('en', { timeLeft: { ...timeLeft, to: null } })).toMatch(
      /at this pace about 20 min \(15 or more\)$/,
    )
  })

  it('names the peak of water that has fallen since, with its time', () => {
    const peak = { ts: noon - 1_800_000, value: 2.6 }
    const trend = { direction: 'falling', per10Min: -0.05, perHour: null, peak, perMinute } as const
    expect(say('ja', { trend })).toContain('下降中、10分で −0.05 m、最高 2.60 m（11:40）')
  })

  it('never speaks of a time to come, however far ahead a clock is', () => {
    const latest = { ...reading({ height_m: 2.41 }), ts: noon + 720_000, place_ts: noon }
    expect(say('ja', { latest })).toContain('12:10 現在')
  })

  it('gives a threshold of the city no legal name', () => {
    const own = { ...thresholds, standby: null, authority: 'local' } as const
    expect(say('ja', { thresholds: own })).toContain('市設定水位2まで 0.29 m')
  })

  it('says how far the reached threshold is exceeded', () => {
    const latest = reading({ height_m: 2.8 })
    expect(say('ja', { latest })).toContain('氾濫注意水位を 0.10 m 超過、氾濫危険水位まで 0.70 m')
  })

  it('never calls an old value the present one, and gives it no trend', () => {
    const sentence = say('ja', { isCurrent: false, now: noon + 86_400_000 })
    expect(sentence).toBe('最終 11/22 12:10 2.41 m')
  })

  it('measures no distance from what the sensor cannot have measured', () => {
    const latest = reading({ height_m: 98 }, { flag: 4, reasons: ['range:height_m'] })
    expect(say('ja', { latest })).toBe('12:10 98.00 m（異常値・判定に不使用）')
    const battery = reading({ height_m: 2.41 }, { flag: 4, reasons: ['range:wave_cm'] })
    expect(say('ja', { latest: battery })).toContain('氾濫注意水位まで 0.29 m')
  })

  it('tells a measured nothing from nothing yet', () => {
    expect(say('ja', { latest: reading({ height_m: null }, { flag: 9 }) })).toBe(
      '12:10 欠測（値なし）',
    )
    expect(say('ja', { latest: null })).toBe('まだ値が届いていません')
  })

  it('misses nothing of a vehicle that tells only where it is', () => {
    const angle = (name: string, limit: number) =>
      tide.fields
        .slice(0, 1)
        .map((field) => ({ ...field, name, unit: '°', minimum: -limit, maximum: limit }))
    const kind = { ...tide, fields: [...tide.fields, ...angle('lat', 90), ...angle('lon', 180)] }
    const latest = reading({ lat: 53.44, lon: -2.92 })
    expect(say('ja', { kind, latest })).toBe('12:10 位置のみ受信')
    expect(say('en', { kind, latest })).toBe('12:10: position only')
  })

  it('speaks of what the device does send where it lacks the headline', () => {
    const sentence = say('ja', { latest: reading({ wave_cm: 120 }), trend: undefined })
    expect(sentence).toBe('12:10 現在 120 cm')
  })

  it('prints a unit that is a word in the reader’s language', () => {
    const fields = tide.fields.map((field) => ({
      ...field,
      unit: '隻',
      unit_label: { ja: '隻', en: 'in port' },
    }))
    const more = { kind: { ...tide, fields }, latest: reading({ wave_cm: 7 }), trend: undefined }
    expect(say('ja', more)).toBe('12:10 現在 7 隻')
    expect(say('en', more)).toBe('7 in port at 12:10')
  })
})
