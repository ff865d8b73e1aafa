import { listThresholds, thresholdLevels } from '#domain/alarms/levels.ts'
import type { ThresholdsPreview } from '#domain/wire/inventory.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { GaugeValue } from '../level/gauge-value.ts'
import { findRise, passOver, passStart, type Passage, type PassRule } from '../level/pass.ts'

type PreviewLevel = ThresholdsPreview['given'][number]

/** A rise past thresholds; in doubt, where nothing confirmed it or nothing has followed yet. */
type Rise = Pick<Passage, 'value' | 'from' | 'to' | 'isSure'>

/**
 * How often values, oldest first, would have reached each threshold, by the rules of the record. Where
 * the water stood above one at the first value, that is a time too: it would have been an alarm.
 */
export function countRaises(
  values: readonly GaugeValue[],
  rule: PassRule & { thresholds: Thresholds },
): PreviewLevel[] {
  const rises = listRises(values, rule)
  return listThresholds(rule.thresholds).map(({ key, value }) => {
    const level = thresholdLevels[key]
    const reached = rises.filter(({ from, to }) => from < level && level <= to)
    const unconfirmed = reached.filter(({ isSure }) => !isSure).length
    const last_ts = reached.at(-1)?.value.ts ?? null
    const since_start = reached[0] !== undefined && reached[0].value === values[0]
    return { key, value, times: reached.length, unconfirmed, last_ts, since_start }
  })
}

function listRises(values: readonly GaugeValue[], rule: PassRule): Rise[] {
  let state = passStart
  const rises: Rise[] = []
  for (const value of values) {
    const waiting = findRise(state, rule)
    const passed = passOver(state, value, rule)
    if (waiting) rises.push(...findOutlier(waiting, passed.passages))
    rises.push(...passed.passages.filter(({ from, to }) => to > from))
    state = passed.state
  }
  const waiting = findRise(state, rule)
  return waiting ? [...rises, waiting] : rises
}

/** What an officer would have seen as an unconfirmed rise, beyond what the next value confirmed. */
function findOutlier(waiting: Passage, passages: readonly Passage[]): Rise[] {
  const confirmed = passages.find(({ value }) => value === waiting.value)
  const from = confirmed?.to ?? waiting.from
  return waiting.to > from ? [{ ...waiting, from }] : []
}
