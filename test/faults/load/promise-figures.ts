import type { Figure } from '#test/bench/result.ts'
import type { Comparison } from '../checker/messages.ts'
import type { Totals } from '../runner/scenario.ts'

const none = (name: string, value: number): Figure => ({
  name,
  value,
  unit: '',
  target: { atMost: 0 },
})

/** Promises 1 and 2 as figures: nothing lost, doubled or changed, no crossing missed or doubled. */
export function promiseFigures(comparison: Comparison): Figure[] {
  const { acknowledged, stored, crossings } = comparison
  return [
    { name: 'acknowledged', value: acknowledged, unit: '', target: { atLeast: 1 } },
    { name: 'stored', value: stored, unit: '', target: { atLeast: acknowledged } },
    none('lost', comparison.lost),
    none('doubled', comparison.doubled),
    none('changed', comparison.changed),
    none('journalled but not stored', comparison.journalOnly),
    none('consumers ahead of the journal', comparison.cursorsAhead),
    { name: 'crossings', value: crossings, unit: '', target: { atLeast: 1 } },
    none('crossings missing', comparison.crossingsMissing),
    none('crossings doubled', comparison.crossingsDoubled),
  ]
}

/** Its share of the totals. */
export function promiseTotals(comparison: Comparison): Partial<Totals> {
  const { acknowledged, stored, lost, doubled } = comparison
  return { acknowledged, stored, lost, doubled }
}
