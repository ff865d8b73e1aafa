import { beforeEach, describe, expect, it } from 'vitest'
import {
  addCrossings,
  newestCrossingSeq,
  recordedCrossings,
  replaceCrossings,
} from '#dashboard/state/crossings.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { plainCrossing } from '#test/support/plain-crossing.ts'
import { noon } from '../samples.ts'

const weekMs = 7 * 86_400_000

const crossing = (crossing_seq: number, device = 'tide-1'): CrossingResource => ({
  crossing_seq,
  device,
  kind: 'tide',
  name: { ja: '港', en: 'Harbour' },
  origin: 'field',
  field: 'height_m',
  value: 3.6,
  threshold: 3.5,
  threshold_key: 'danger',
  authority: 'local',
  ts: noon + crossing_seq,
  received_ts: noon + crossing_seq,
  place_ts: noon + crossing_seq,
  flag: 1,
  from_level: 0,
  to_level: 4,
  direction: 'raised',
  ...plainCrossing,
})
const ofDevice = (device: string) => (n: number) => crossing(n, device)
const numbers = () =>
  recordedCrossings.value.map(({ device, crossing_seq }) => [device, crossing_seq])

beforeEach(() => {
  replaceCrossings([], noon)
})

describe('the crossings of a restored city', () => {
  it('replace those that are gone, and are news though their numbers are known', () => {
    addCrossings([1, 2, 3, 4].map(ofDevice('tide-1')))
    const since = { ...crossing(3, 'tide-2'), received_ts: noon + 9 }
    expect(replaceCrossings([crossing(1), crossing(2), since], noon)).toEqual([since])
    expect(numbers()).toEqual([
      ['tide-2', 3],
      ['tide-1', 2],
      ['tide-1', 1],
    ])
    expect(newestCrossingSeq()).toBe(3)
    expect(addCrossings([crossing(4, 'tide-2')])).toHaveLength(1)
  })

  it('are no news where they come out of a backup of last week, only what came since is', () => {
    addCrossings([7, 8].map(ofDevice('tide-1')))
    const lastWeek = [1, 2].map((n) => ({ ...crossing(n), received_ts: noon - weekMs }))
    const fresh = { ...crossing(3), received_ts: noon + 9 }
    expect(replaceCrossings([...lastWeek, fresh], noon)).toEqual([fresh])
  })

  it('are no news to a page that knew of none, where they are older than the page', () => {
    const lastWeek = { ...crossing(1), received_ts: noon - weekMs }
    expect(replaceCrossings([lastWeek, crossing(2)], noon)).toEqual([crossing(2)])
  })

  it('are no news where the server only started again', () => {
    const all = [1, 2, 3].map(ofDevice('tide-1'))
    addCrossings(all)
    expect(replaceCrossings(all, noon)).toEqual([])
    // Those that are older than what the page keeps are history.
    addCrossings([crossing(4)])
    expect(replaceCrossings([crossing(0), ...all, crossing(4), crossing(5)], noon)).toEqual([
      crossing(5),
    ])
  })

  it("are news after a plain start, whatever the server's clock did meanwhile", () => {
    const all = [1, 2].map(ofDevice('tide-1'))
    addCrossings(all)
    const clockBack = { ...crossing(3), received_ts: noon - weekMs }
    expect(replaceCrossings([...all, clockBack], noon)).toEqual([clockBack])
  })
})
