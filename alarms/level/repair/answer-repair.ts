import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Fixed, Gauge } from '../gauge.ts'
import { passStart, type PassState } from '../pass.ts'
import { listInForce } from '../in-force.ts'
import type { GaugeValue } from '../gauge-value.ts'
import type { GaugeRule } from '../rule.ts'
import { settle, type Settled } from '../settle.ts'
import { findCertain, stateAt } from './certain.ts'
import type { Recalled } from './recall.ts'

interface Answered {
  recalled: Recalled
  /** Entries of this gauge that are not on disk yet, in order. */
  unsaved: readonly StoredCrossing[]
  rule: GaugeRule
  nextSeq: number
}

/** The gauge once the store has answered: its record and its kept values follow from all of it. */
export function answerRepair(gauge: Gauge, { recalled, ...settling }: Answered): Settled {
  const { repair } = gauge
  if (!repair) return { gauge, crossings: [] }
  const { rule, unsaved } = settling
  const inForce = listInForce(mergeEntries(recalled.entries, unsaved))
  const fixed = gauge.fixed && resolveFixed(gauge.fixed, recalled, inForce)
  const run = beginRun({ fixed, repair }, recalled, rule)
  const isOfRun = ({ ts, crossing_seq }: StoredCrossing) =>
    recalled.seen.has(ts) && !run.passed.has(ts) && crossing_seq > run.afterSeq
  const newestPlaceTs = run.values.at(-1)?.place_ts ?? Number.NEGATIVE_INFINITY
  const { reportPlaceTs } = recalled
  const known = {
    ...gauge,
    values: run.values.toReversed(),
    before: run.before,
    reachesBack: run.reachesBack,
    unusablePlaceTs: reportPlaceTs !== null && reportPlaceTs > newestPlaceTs ? reportPlaceTs : null,
    standing: inForce
      .filter(isOfRun)
      .toReversed()
      .toSorted((a, b) => b.ts - a.ts),
    earlier: inForce.findLast((one) => !isOfRun(one)) ?? recalled.earlier,
    fixed,
    repair: null,
  }
  return settle(gauge, known, { ...settling, cause: repair.cause })
}

/**
 * Where a record of an earlier version ends: before what its newest value made, so that this goes
 * with the value.
 */
function resolveFixed(
  fixed: Fixed,
  { values }: Recalled,
  inForce: readonly StoredCrossing[],
): Fixed {
  if (fixed.seq !== null) return fixed
  const newest = values.findLast(({ place_ts }) => place_ts <= fixed.place_ts)
  const made = inForce.find(({ ts }) => ts === newest?.ts)
  const seq = (made?.crossing_seq ?? (inForce.at(-1)?.crossing_seq ?? 0) + 1) - 1
  return { ...fixed, level: made?.from_level ?? fixed.level, seq }
}

/** Where a pass begins, the values that it passes, and the stamps of those before it. */
function beginRun(
  { fixed, repair }: Pick<Gauge, 'fixed' | 'repair'>,
  { values, earlier }: Recalled,
  rule: GaugeRule,
) {
  const at = findCertain(values, repair?.fromTs ?? 0, rule) ?? -1
  const certain = values[at]
  if (fixed && !isSince(fixed, certain)) {
    const from = findFirst(values, fixed)
    const before: PassState = { ...passStart, level: fixed.level }
    const afterSeq = fixed.seq ?? 0
    return { before, ...splitAt(values, from), reachesBack: false, afterSeq }
  }
  const afterSeq = 0
  if (certain) {
    const before = stateAt(certain, rule)
    return { before, ...splitAt(values, at + 1), reachesBack: false, afterSeq }
  }
  return { ...beginAtStore(earlier), ...splitAt(values, 0), afterSeq }
}

/** Where older readings were deleted, the record tells what they came to. */
const beginAtStore = (earlier: StoredCrossing | null) => ({
  before: { ...passStart, level: earlier?.to_level ?? 0 },
  reachesBack: earlier === null,
})

const isSince = ({ place_ts }: Fixed, certain: GaugeValue | undefined): boolean =>
  certain !== undefined && certain.place_ts >= place_ts

/** Of the values before it the newest counts, where none has come since. */
function findFirst(values: Recalled['values'], fixed: Fixed): number {
  const first = values.findIndex(({ place_ts }) => place_ts >= fixed.place_ts)
  return first === -1 ? Math.max(0, values.length - 1) : first
}

function splitAt(values: Recalled['values'], index: number) {
  return {
    values: values.slice(index),
    passed: new Set(values.slice(0, index).map(({ ts }) => ts)),
  }
}

function mergeEntries(
  stored: readonly StoredCrossing[],
  unsaved: readonly StoredCrossing[],
): StoredCrossing[] {
  const known = new Set(stored.map(({ crossing_seq }) => crossing_seq))
  return [...stored, ...unsaved.filter(({ crossing_seq }) => !known.has(crossing_seq))]
}
