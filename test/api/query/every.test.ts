import { describe, expect, it } from 'vitest'
import { getKind } from '#domain/kinds/index.ts'
import { parseAggregates, parseEvery } from '#api/readings/every.ts'

const hour = 3_600_000
const bus = getKind('bus')

describe('buckets in a query', () => {
  it('are a length, or a calendar day', () => {
    expect(parseEvery('5m', { from: 0, to: hour })).toEqual({ ms: 300_000 })
    expect(parseEvery('1d', { from: 0, to: 366 * 24 * hour })).toEqual({ days: 1 })
  })

  it('are refused when a range would hold more than anyone draws', () => {
    expect(() => parseEvery('10s', { from: 0, to: 366 * 24 * hour })).toThrow('Too many buckets')
  })
})

describe('aggregates in a query', () => {
  it('are the band, its middle and what adds up, where nothing is said', () => {
    expect(parseAggregates(undefined, bus)).toEqual(['min', 'mean', 'max', 'sum', 'increase'])
  })

  it('are each taken once', () => {
    expect(parseAggregates('last,count,last', bus)).toEqual(['last', 'count'])
  })

  it('have a sum only where the kind has an amount', () => {
    expect(parseAggregates('sum,max', getKind('flood'))).toEqual(['sum', 'max'])
    expect(() => parseAggregates('sum', bus)).toThrow('No sum here')
    expect(() => parseAggregates('increase', bus)).toThrow('No increase here')
  })

  it.each(['median', '', 'min,', 'MIN', 'constructor'])('%j is refused', (list) => {
    expect(() => parseAggregates(list, bus)).toThrow('Unknown aggregate')
  })
})
