import { describe, expect, it } from 'vitest'
import { connectionOf } from '#dashboard/logic/operation/connection.ts'

describe('the connection', () => {
  const after = (seconds: number) =>
    connectionOf({ now: 1_000_000 + seconds * 1_000, lastHeard: 1_000_000, startedAt: 0 })

  it('is unstable after 5 s of silence and cut after 15', () => {
    expect([0, 5, 5.1, 15, 15.1].map(after)).toEqual([
      'live',
      'live',
      'unstable',
      'unstable',
      'cut',
    ])
  })

  it('that never was is not called live', () => {
    expect(connectionOf({ now: 1_000, lastHeard: null, startedAt: 0 })).toBe('connecting')
    expect(connectionOf({ now: 16_000, lastHeard: null, startedAt: 0 })).toBe('cut')
  })
})
