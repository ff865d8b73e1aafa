import { isClockTold } from '#domain/readings/clock-reasons.ts'
import type { TruthTouch } from '../faults/truth.ts'
import type { Observation } from './observe-city.ts'
import type { Truth } from './read-truth.ts'
import { doubtedFields } from './notice.ts'

/** A flag within this time after a touched reading is that fault's echo (the step back, say). */
const echoMs = 3_600_000

interface FalseAlarms {
  /** By the type of the fault that they are an echo of. */
  byType: ReadonlyMap<string, number>
  /** Far from any fault. */
  without: number
}

/** Touched readings of one device and field, oldest first; the clock counts as the field `ts`. */
type Touched = ReadonlyMap<string, readonly TruthTouch[]>

/** Flags on readings that no fault touched, and counts of ledgers above what was injected. */
export function findFalseAlarms(truth: Truth, city: Observation): FalseAlarms {
  const touched = groupTouches(truth)
  const byType = new Map<string, number>()
  const add = (type: string, count: number) => byType.set(type, (byType.get(type) ?? 0) + count)
  let without = 0
  for (const { device, field, ts } of listDoubts(city)) {
    const near = findNear(touched.get(`${device} ${field}`) ?? [], ts)
    if (!near) without += 1
    else if (near.ts !== ts) add(near.fault_type, 1)
  }
  for (const [type, count] of countLedgers(truth, city)) add(type, count)
  return { byType, without }
}

/** Every field of every reading that the city doubts. */
function* listDoubts({ devices }: Observation) {
  for (const [device, { readings }] of devices) {
    for (const { ts, reasons } of readings) {
      const fields = [...doubtedFields({ reasons }), ...(isClockTold(reasons) ? ['ts'] : [])]
      for (const field of fields) yield { device, field, ts }
    }
  }
}

function groupTouches({ touches }: Truth): Touched {
  const groups = new Map<string, TruthTouch[]>()
  for (const touch of touches.toSorted((a, b) => a.ts - b.ts)) {
    if (touch.effect !== 'altered' && touch.effect !== 'restamped') continue
    for (const field of Object.keys(touch.true ?? {})) {
      const key = `${touch.device} ${field}`
      const group = groups.get(key)
      if (group) group.push(touch)
      else groups.set(key, [touch])
    }
  }
  return groups
}

/** The last touched reading up to a moment, if it is near enough to have caused a flag there. */
function findNear(touches: readonly TruthTouch[], ts: number): TruthTouch | undefined {
  return touches.findLast((touch) => touch.ts <= ts && ts - touch.ts <= echoMs)
}

const ledgerCounts = [
  { effect: 'lost', count: 'missing' },
  { effect: 'repeated', count: 'duplicates' },
] as const

/** What the ledgers of the touched devices count beyond what was injected there. */
function* countLedgers(truth: Truth, { devices }: Observation): Generator<[string, number]> {
  for (const { effect, count } of ledgerCounts) {
    const own = truth.touches.filter((touch) => touch.effect === effect)
    for (const device of new Set(own.map((touch) => touch.device))) {
      const injected = own.filter((touch) => touch.device === device)
      const counted = devices.get(device)?.gaps[count] ?? 0
      const [first] = injected
      if (first) yield [first.fault_type, Math.max(0, counted - injected.length)]
    }
  }
}
