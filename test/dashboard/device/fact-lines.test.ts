import { describe, expect, it } from 'vitest'
import { factLines } from '#dashboard/logic/device/fact-lines.ts'
import { dictionaries } from '#dashboard/words/words.ts'
import type { Language } from '#domain/words/labels.ts'
import { textIn } from '../samples.ts'

const print = (facts: Parameters<typeof factLines>[0], language: Language = 'ja') =>
  factLines(facts, { textOf: textIn(language), words: dictionaries[language] }).map(
    ({ label, text }) => `${label}: ${text}`,
  )

describe('the facts of a device', () => {
  it('are told in words and units of the reader’s language', () => {
    const facts = { crop: 'rice', capacity: 8, outside_city: true, observes_from_m: -1 }
    expect(print(facts)).toEqual([
      '作物: 稲',
      '定員: 8 人',
      '設置場所: 市外',
      '観測開始水位: −1.00 m',
    ])
    expect(print(facts, 'en')).toEqual([
      'Crop: Rice',
      'Capacity: 8 places',
      'Site: Outside the city',
      'Observes from: −1.00 m',
    ])
  })

  it('that nobody described stay as the registry has them', () => {
    const facts = { ssid: 'inashiki-free', solar: false, crop: 'lotus', constructor: 'x' }
    expect(print(facts)).toEqual([
      'ssid: inashiki-free',
      'solar: なし',
      '作物: lotus',
      'constructor: x',
    ])
    expect(print({ shift: 'toString' }, 'en')).toEqual(['Shift: toString'])
  })

  it('leave out what is empty and what is only for the simulator', () => {
    expect(print({ waters: null, usual_peak_clients: 120 })).toEqual([])
    expect(print(null)).toEqual([])
  })
})
