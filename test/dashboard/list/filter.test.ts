import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatFilter, matchesFilter, noFilter, parseFilter } from '#dashboard/logic/list/filter.ts'
import { freshnessStates } from '#domain/readings/freshness.ts'
import type { Level } from '#domain/alarms/levels.ts'
import { standing } from '../samples.ts'

const row = {
  id: 'a',
  kind: 'tide',
  name: '港',
  standing: standing(2),
  searchText: '港 Harbour 12',
}

describe('the filter in the address', () => {
  it('comes back as it went', () => {
    const anyFilter = fc.record({
      kinds: fc.uniqueArray(fc.constantFrom('tide', 'wind', 'air')),
      states: fc.uniqueArray(fc.constantFrom(...freshnessStates)),
      minLevel: fc.constantFrom<Level>(0, 1, 2, 3, 4, 5),
      text: fc.string({ maxLength: 60 }),
    })
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parseFilter(formatFilter(filter, new URLSearchParams()))).toEqual(filter)
      }),
    )
  })

  it('leaves the rest of the address alone and takes its own entries away', () => {
    const query = new URLSearchParams('lang=en&kind=tide&device=x')
    expect(formatFilter(noFilter, query).toString()).toBe('lang=en&device=x')
  })

  it('ignores what it does not understand', () => {
    expect(parseFilter(new URLSearchParams('state=dead,late&level=9&kind='))).toEqual({
      ...noFilter,
      states: ['late'],
    })
  })

  it('finds full-width letters and digits by half-width ones', () => {
    expect(matchesFilter(row, { ...noFilter, text: 'ｈａｒｂｏｕｒ' })).toBe(true)
    expect(matchesFilter(row, { ...noFilter, text: '１２' })).toBe(true)
    expect(matchesFilter(row, { ...noFilter, text: '川' })).toBe(false)
  })

  it('asks for all of kind, state and level', () => {
    expect(matchesFilter(row, { ...noFilter, kinds: ['tide'], minLevel: 2 })).toBe(true)
    expect(matchesFilter(row, { ...noFilter, kinds: ['wind'] })).toBe(false)
    expect(matchesFilter(row, { ...noFilter, minLevel: 3 })).toBe(false)
    expect(matchesFilter(row, { ...noFilter, states: ['late'] })).toBe(false)
  })
})
