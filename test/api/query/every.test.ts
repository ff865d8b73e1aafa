import { describe, expect, it } from 'vitest'
import { parseAggregates, parseEvery } from '#api/readings/every.ts'

const hour = 3_600_000

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
  it('are the band and its middle where nothing is said', () => {
    expect(parseAggregates(undefined)).toEqual(['min', 'mean', 'max'])
  })

  it('are each taken once', () => {
    expect(parseAggregates('last,count,last')).toEqual(['last', 'count'])
  })

  it.each(['median', '', 'min,', 'MIN', 'constructor'])('%j is refused', (list) => {
    expect(() => parseAggregates(list)).toThrow('Unknown aggregate')
  })
})
