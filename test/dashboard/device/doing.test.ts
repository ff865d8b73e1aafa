import { describe, expect, it } from 'vitest'
import { tellDoing } from '#dashboard/logic/device/doing.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { reading, textIn, tide } from '../samples.ts'

const text = { unit: null, unit_label: null, decimals: null, minimum: null, maximum: null }
const more = {
  ...text,
  required: false,
  nullable: false,
  check: null,
  measure: { type: 'measurement' },
} as const
const ferry: KindResource = {
  ...tide,
  position: 'moving',
  fields: [
    ...tide.fields,
    {
      ...more,
      name: 'state',
      type: 'word',
      label: { ja: '状態', en: 'State' },
      words: { on_trip: { ja: '運行中', en: 'on trip' } },
    },
    { ...more, name: 'next', type: 'text', label: { ja: '次の港', en: 'Next port' }, words: null },
  ],
}
const nameOf = (id: string) => (id === 'p1' ? { ja: '浮島', en: 'Ukishima' } : undefined)

describe('what a moving device is about', () => {
  const latest = reading({ height_m: 1, state: 'on_trip', next: 'p1' })

  it('is said in words and names', () => {
    expect(tellDoing(ferry, latest, { textOf: textIn('ja'), nameOf })).toEqual([
      '運行中',
      '次の港 浮島',
    ])
    expect(tellDoing(ferry, latest, { textOf: textIn('en'), nameOf })).toEqual([
      'on trip',
      'Next port Ukishima',
    ])
  })

  it('leaves out ids that nobody named, and is nothing for what stands still', () => {
    const unnamed = reading({ height_m: 1, state: 'unheard_of', next: 'p9' })
    expect(tellDoing(ferry, unnamed, { textOf: textIn('ja'), nameOf })).toEqual([])
    expect(
      tellDoing({ ...ferry, position: 'fixed' }, latest, { textOf: textIn('ja'), nameOf }),
    ).toEqual([])
    expect(tellDoing(ferry, null, { textOf: textIn('ja'), nameOf })).toEqual([])
  })
})
