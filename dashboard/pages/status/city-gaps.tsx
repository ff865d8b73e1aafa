import { ledgerFigures } from '../../logic/operation/ledger-figures.ts'
import { words } from '../../state/preferences.ts'
import { Tally } from '../../parts/tally.tsx'
import { cityGaps } from './use-gaps.ts'

/** 欠落の記録: what all devices together made, what came of it, and what is missing. */
export function CityGaps() {
  const total = cityGaps.value
  if (!total) return null
  const { panel, status } = words.value
  return (
    <section aria-labelledby="city-gaps-title">
      <h3 id="city-gaps-title">{panel.gaps}</h3>
      <Tally figures={ledgerFigures(total, words.value)} />
      {total.unnumbered > 0 && <p class="muted">{status.unnumbered(total.unnumbered)}</p>}
    </section>
  )
}
