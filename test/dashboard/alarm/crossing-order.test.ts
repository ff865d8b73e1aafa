import { beforeEach, expect, it } from 'vitest'
import {
  addCrossings,
  newestCrossingSeq,
  recordedCrossings,
  replaceCrossings,
} from '#dashboard/state/crossings.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { plainCrossing } from '#test/support/plain-crossing.ts'
import { noon } from '../samples.ts'

const minuteMs = 60_000

function crossing(crossing_seq: number, ts: number): CrossingResource {
  return {
    crossing_seq,
    ts,
    received_ts: noon,
    place_ts: ts,
    device: 'tide-1',
    kind: 'tide',
    name: { ja: '港', en: 'Harbour' },
    origin: 'field',
    flag: 1,
    from_level: 0,
    to_level: 1,
    direction: 'raised',
    field: 'height_m',
    value: 2,
    threshold: 2,
    threshold_key: 'standby',
    authority: 'local',
    ...plainCrossing,
  }
}

const shown = () => recordedCrossings.value.map(({ crossing_seq }) => crossing_seq)

beforeEach(() => void replaceCrossings([], noon))

it('a buffer that comes late is recorded where it belongs in time; its number still counts', () => {
  addCrossings([crossing(1, noon - 30 * minuteMs), crossing(2, noon)])
  expect(shown()).toEqual([2, 1])
  const late = [crossing(4, noon - 10 * minuteMs), crossing(3, noon - 20 * minuteMs)]
  expect(addCrossings(late).map(({ crossing_seq }) => crossing_seq)).toEqual([3, 4])
  expect(shown()).toEqual([2, 4, 3, 1])
  // What is missing is known by number, whatever the times say.
  expect(newestCrossingSeq()).toBe(4)
  addCrossings([crossing(5, noon)])
  expect(shown()).toEqual([5, 2, 4, 3, 1])
  expect(addCrossings(late)).toEqual([])
})

it('a withdrawal is no line of its own: it is said of the line that it took back', () => {
  const withdrawal = { ...crossing(3, noon), withdraws: 2, reason: 'judged' } as const
  addCrossings([crossing(1, noon - minuteMs), crossing(2, noon), withdrawal])
  expect(shown()).toEqual([2, 1])
  const [taken, kept] = recordedCrossings.value
  expect(taken?.withdrawal).toMatchObject({ crossing_seq: 3, reason: 'judged' })
  expect(kept?.withdrawal).toBeNull()
  expect(newestCrossingSeq()).toBe(3)
})

it('what entered the record late and was taken back was never an alarm, and is no line', () => {
  const late = { ...crossing(1, noon - minuteMs), found: 'later' } as const
  const withdrawal = { ...crossing(2, noon), found: 'later', withdraws: 1 } as const
  addCrossings([late])
  expect(shown()).toEqual([1])
  addCrossings([withdrawal])
  expect(shown()).toEqual([])
})

it('a crossing and what makes it sure are one line, sure from then on', () => {
  const first = { ...crossing(1, noon), confirmed: false }
  void replaceCrossings([first], noon)
  expect(recordedCrossings.value.map(({ confirmed }) => confirmed)).toEqual([false])
  addCrossings([{ ...crossing(2, noon + minuteMs), confirms: 1 }])
  expect(shown()).toEqual([1])
  expect(recordedCrossings.value.map(({ confirmed }) => confirmed)).toEqual([true])
})
