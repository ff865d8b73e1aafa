import { describe, expect, it } from 'vitest'
import { describeEvent } from '#dashboard/logic/device/event-line.ts'
import { dictionaries } from '#dashboard/words/words.ts'
import type { CityEvent } from '#domain/facts/event.ts'
import type { Reason } from '#domain/readings/flags.ts'
import type { Language } from '#domain/words/labels.ts'
import { makeEvent } from '#test/contracts/make-readings.ts'
import { textIn } from '../samples.ts'

const stopName = (id: string) => (id === 'stop-1' ? { ja: '江戸崎', en: 'Edosaki' } : undefined)

function describeIn(language: Language, event: Partial<CityEvent>) {
  const time = (ts: number) => new Date(ts).toISOString().slice(11, 16)
  const texts = { textOf: textIn(language), words: dictionaries[language], time, stopName }
  return describeEvent(makeEvent({ flag: 1, reasons: [], ...event }), texts)
}

const request = {
  type: 'request',
  body: {
    request_id: 'r-1',
    stop_id: 'stop-1',
    to_lat: 35.9,
    to_lon: 140.3,
    passengers: 3,
    adults: 2,
    children: 1,
    wheelchair: true,
    wished_ts: '2026-12-01T10:00:00+09:00',
  },
}

describe('an event of a vehicle', () => {
  it('tells in words what happened, for whom, from where and where to', () => {
    expect(describeIn('ja', request)).toEqual({
      title: '予約の依頼',
      details: [
        '3人（大人2人・子ども1人・車いす）',
        '江戸崎 → 地図上の地点',
        '01:00 希望',
        '依頼 r-1',
      ],
      note: null,
      verdict: null,
    })
    expect(describeIn('en', request).details).toEqual([
      '3 people (adults 2 · children 1 · wheelchair)',
      'Edosaki → a place on the map',
      'wished for 01:00',
      'request r-1',
    ])
  })

  it('says what is wrong with it, field by field', () => {
    const reasons: Reason[] = [
      'clock_future',
      'order:promised_ts',
      'order:ts',
      'incomplete:passengers',
    ]
    const { verdict } = describeIn('ja', { flag: 3, reasons })
    expect(verdict).toEqual({
      flag: 3,
      reasons: [
        '未来の時刻',
        '約束の時刻：前後関係の矛盾',
        '発生時刻：前後関係の矛盾',
        '人数：記載なし',
      ],
    })
    expect(describeIn('ja', { flag: 2 }).verdict).toEqual({ flag: 2, reasons: [] })
  })

  it('shows words that nobody listed as they are, and nothing of what has no form', () => {
    const body = { stop_id: 'stop-9', reason: 'strike', promised_ts: 'soon', passengers: '2' }
    const { title, details } = describeIn('ja', { type: 'towed', body })
    expect([title, details]).toEqual(['towed', ['stop-9', 'strike']])
    expect(describeIn('ja', { type: 'constructor', body: {} })).toMatchObject({
      title: 'constructor',
      details: [],
    })
  })

  it('shows the note to whoever was sent one', () => {
    expect(describeIn('ja', { body: { note: '裏口' } }).note).toBe('メモ：裏口')
  })
})
