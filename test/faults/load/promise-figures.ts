import type { Figure } from '#test/bench/result.ts'
import type { Comparison, LiveComparison, ServedComparison } from '../checker/messages.ts'
import type { Totals } from '../runner/scenario.ts'
import { none } from './none.ts'

/** Promises 1 and 2 as figures: nothing lost, doubled or changed, no crossing missed or doubled. */
export function promiseFigures(comparison: Comparison): Figure[] {
  const { acknowledged, stored, crossings } = comparison
  return [
    { name: 'acknowledged', value: acknowledged, unit: '', target: { atLeast: 1 } },
    { name: 'stored', value: stored, unit: '', target: { atLeast: acknowledged } },
    none('lost', comparison.lost),
    none('doubled', comparison.doubled),
    none('changed', comparison.changed),
    { name: 'in the journal', value: comparison.journalled, unit: '' },
    none('stored but not journalled', comparison.journalMissing),
    none('journalled but not stored', comparison.journalOnly),
    none('consumers ahead of the journal', comparison.cursorsAhead),
    { name: 'crossings', value: crossings, unit: '', target: { atLeast: 1 } },
    none('crossings missing', comparison.crossingsMissing),
    none('crossings doubled', comparison.crossingsDoubled),
    ...(comparison.live ? liveFigures(comparison.live) : []),
  ]
}

/** The same for pages that were open meanwhile: all of them together. */
function liveFigures(live: LiveComparison): Figure[] {
  return [
    { name: 'live: connections of the pages', value: live.connections, unit: '' },
    { name: 'live: crossings told', value: live.crossings, unit: '', target: { atLeast: 1 } },
    { name: 'live: of them on opening or return', value: live.resumed, unit: '' },
    { name: 'live: left out of a full list of 500', value: live.passedOver, unit: '' },
    none('live: crossings missing', live.missing),
    none('live: crossings doubled', live.doubled),
    none('live: crossings invented', live.invented),
    { name: 'live: values shown', value: live.values, unit: '', target: { atLeast: 1 } },
    none('live: values invented', live.valuesInvented),
    none('live: shown value is not the newest', live.notNewest),
    none('live: an older value after a newer one', live.wentBack),
  ]
}

/** What a server says after its last start, against what its devices were told. */
export function servedFigures(
  served: ServedComparison,
  { journalDuplicates }: Comparison,
): Figure[] {
  return [
    { name: 'devices asked for', value: served.devices, unit: '', target: { atLeast: 1 } },
    none('latest values that are not the newest', served.latestWrong),
    none('gap ledgers that count other readings', served.ledgersWrong),
    none('missing by the gap ledgers', served.missing),
    { name: 'sent again, by the gap ledgers', value: served.duplicates, unit: '' },
    none('the same by the journal, difference', Math.abs(served.duplicates - journalDuplicates)),
  ]
}

/** Two cities of one scenario, as one; what the pages of the second saw is left out. */
export function addComparisons(sum: Comparison, one: Comparison): Comparison {
  const keys = Object.keys(one).filter(
    (key): key is Exclude<keyof Comparison, 'examples' | 'live'> =>
      Object.hasOwn(sum, key) && key !== 'examples' && key !== 'live',
  )
  return { ...sum, ...Object.fromEntries(keys.map((key) => [key, sum[key] + one[key]])) }
}

/** Its share of the totals. */
export function promiseTotals(comparison: Comparison): Partial<Totals> {
  const { acknowledged, stored, lost, doubled } = comparison
  return { acknowledged, stored, lost, doubled }
}
