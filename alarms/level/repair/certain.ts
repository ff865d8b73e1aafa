import { levelOf } from '#domain/alarms/levels.ts'
import type { GaugeValue } from '../gauge-value.ts'
import { isDoubtful, type PassRule, type PassState } from '../pass.ts'

/**
 * The newest of the values before a place after which a pass stands as certain, wherever it began:
 * nothing makes it doubtful beside the one before it. Undefined where there is none.
 */
export function findCertain(
  values: readonly GaugeValue[],
  placeTs: number,
  rule: PassRule,
): number | undefined {
  const at = values.findLastIndex((value, index) => {
    const before = values[index - 1]
    return value.place_ts < placeTs && before !== undefined && !isDoubtful(value, before, rule)
  })
  return at === -1 ? undefined : at
}

/** Where a pass stands after a certain value. */
export function stateAt(value: GaugeValue, { thresholds }: PassRule): PassState {
  return { level: levelOf(value.value, thresholds) ?? 0, base: value, doubt: null }
}
