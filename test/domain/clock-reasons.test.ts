import { describe, expect, it } from 'vitest'
import { liveLimitOf } from '#domain/readings/clock-limits.ts'
import {
  findNetworkTs,
  isClockSuspect,
  networkTimeReason,
  raisingBy,
} from '#domain/readings/clock-reasons.ts'
import { fieldFlag, flags, type Reason } from '#domain/readings/flags.ts'

const networkTs = 1_795_334_400_000

describe('what a reading may do for a level', () => {
  it.each<[string, Reason[], string]>([
    ['is everything where its time is believed', [], 'at_once'],
    ['is everything where only a value is doubted', ['step:level_m'], 'at_once'],
    ['waits for a second one where the clock is ahead', ['clock_future'], 'if_confirmed'],
    ['is nothing where a gateway was doubted once', ['clock_doubt'], 'record_only'],
    ['is everything where the slow clock is proven', ['clock_slow'], 'at_once'],
    ['is everything where the slow gateway is proven', ['clock_doubt', 'clock_slow'], 'at_once'],
    [
      "is everything where the server's clock is wrong",
      ['clock_future', 'server_clock'],
      'at_once',
    ],
  ])('%s', (_what, reasons, raising) => {
    expect(raisingBy(reasons)).toBe(raising)
    expect(isClockSuspect(reasons)).toBe(raising !== 'at_once')
  })

  it('goes with the time of the network server, which lowers the flag of no field', () => {
    const reasons: Reason[] = ['clock_doubt', networkTimeReason(networkTs)]
    expect(findNetworkTs(reasons)).toBe(networkTs)
    expect(findNetworkTs(['clock_doubt'])).toBeUndefined()
    const verdict = { flag: flags.suspect, reasons: [networkTimeReason(networkTs)] }
    expect(fieldFlag(verdict, 'level_m')).toBe(flags.pass)
  })
})

describe('a value', () => {
  it('is one of now for three intervals, at least ten minutes and at most an hour', () => {
    const minute = 60_000
    const limits = [10_000, 5 * minute, 10 * minute, 1_440 * minute].map(liveLimitOf)
    expect(limits).toEqual([10 * minute, 15 * minute, 30 * minute, 60 * minute])
  })
})
