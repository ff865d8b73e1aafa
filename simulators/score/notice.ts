import { isClockTold } from '#domain/readings/clock-reasons.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'
import type { Effect } from '../faults/sent.ts'
import type { TruthTouch } from '../faults/truth.ts'
import { readingKey } from './observe-city.ts'
import type { Observation } from './observe-city.ts'
import type { Truth } from './read-truth.ts'

/** The touched readings that the city noticed, each by what its fault does to it. */
export function findNoticed(truth: Truth, city: Observation): Set<TruthTouch> {
  const readings = new Map<string, ReadingResource>()
  for (const [device, observed] of city.devices) {
    for (const reading of observed.readings) readings.set(readingKey(device, reading.ts), reading)
  }
  const budget = createBudget(city)
  const find = ({ device, ts }: TruthTouch) => readings.get(readingKey(device, ts))
  const looks: Readonly<Record<Effect, (touch: TruthTouch) => boolean>> = {
    altered: (touch) => isRefused(city, touch) || isDoubted(find(touch), touch),
    restamped: (touch) => isClockTold(find(touch)?.reasons ?? []),
    // Nothing is wrong with it: it has to arrive, which closes its gap.
    late: (touch) => find(touch) !== undefined,
    lost: (touch) => isMissing(city, touch),
    repeated: ({ device }) => budget.take(device, 'duplicates'),
    restarted: ({ device }) => budget.take(device, 'restarts'),
    not_made: () => false,
  }
  return new Set(truth.touches.filter((touch) => looks[touch.effect](touch)))
}

const isRefused = ({ quarantined }: Observation, { device, ts }: TruthTouch) =>
  quarantined?.has(readingKey(device, ts)) === true

function isDoubted(reading: ReadingResource | undefined, { true: trueValues = {} }: TruthTouch) {
  return reading !== undefined && doubtedFields(reading).some((name) => name in trueValues)
}

/** Names of the fields that a verdict doubts. */
export function doubtedFields({ reasons }: Pick<ReadingResource, 'reasons'>): string[] {
  return reasons.flatMap((reason) => reason.split(':')[1] ?? [])
}

function isMissing({ devices }: Observation, { device, seq, ts }: TruthTouch): boolean {
  const ranges = devices.get(device)?.gaps.ranges ?? []
  return ranges.some(
    (range) =>
      seq >= range.from_seq && seq <= range.to_seq && ts > range.after_ts && ts < range.before_ts,
  )
}

/** A ledger counts repeats and restarts without naming them: each count notices one. */
function createBudget({ devices }: Observation) {
  const taken = new Map<string, number>()
  return {
    take(device: string, what: 'duplicates' | 'restarts'): boolean {
      const key = `${device} ${what}`
      const used = taken.get(key) ?? 0
      if (used >= (devices.get(device)?.gaps[what] ?? 0)) return false
      taken.set(key, used + 1)
      return true
    },
  }
}
