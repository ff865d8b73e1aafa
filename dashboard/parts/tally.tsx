import type { LedgerFigure } from '../logic/operation/ledger-figures.ts'
import { format } from '../state/preferences.ts'

/** A few counts side by side; one that should be 0 and is not stands out. */
export function Tally({ figures }: { figures: readonly LedgerFigure[] }) {
  return (
    <dl class="tally">
      {figures.map(({ name, count, isBad }) => (
        <div key={name} class={isBad ? 'is-bad' : ''}>
          <dt>{name}</dt>
          <dd class="figure">{format.value.count(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
