import { describe, expect, it } from 'vitest'
import { Gauges } from '#alarms/level/gauges.ts'
import { Lapses } from '#alarms/level/lapses.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Group } from '#journal/group.ts'
import { createReading, device, minute, start, toChange } from './step-rig.ts'

/** A gauge with a rise in doubt, and a queue that takes or refuses what it is given at once. */
function waitInVain() {
  const directory = { find: (id: string) => (id === device.id ? device : undefined) }
  const gauges = new Gauges({ directory, kinds, newestCrossing: 0 })
  const queue = { takes: false, submitted: [] as Group[] }
  let nowMs = 0
  const clock = { now: () => start + nowMs, monotonicMs: () => nowMs }
  const submit = (group: Group) => {
    queue.submitted.push(group)
    group.settle(queue.takes)
  }
  const lapses = new Lapses({ gauges, clock, submit })
  for (const [at, level] of [0.8, 1.6].entries()) {
    gauges.take(toChange({ reading: createReading(level, at * 10) }))
  }
  lapses.watch(device.id)
  const checkAfter = (minutes: number) => {
    nowMs += minutes * minute
    lapses.check()
    return queue.submitted.length
  }
  return { queue, checkAfter }
}

describe('a rise that nothing follows', () => {
  it('is waited for 15 minutes at most, then committed once', () => {
    const { queue, checkAfter } = waitInVain()
    queue.takes = true
    expect([checkAfter(14), checkAfter(1), checkAfter(1)]).toEqual([0, 1, 1])
  })

  it('is tried once a check while the queue refuses', () => {
    const { queue, checkAfter } = waitInVain()
    expect([checkAfter(15), checkAfter(1)]).toEqual([1, 2])
    queue.takes = true
    expect([checkAfter(1), checkAfter(1)]).toEqual([3, 3])
  })
})
