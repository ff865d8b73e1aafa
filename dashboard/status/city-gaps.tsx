import { format, words } from '../state/preferences.ts'
import { cityGaps } from './use-gaps.ts'

/** 欠落の記録: what all devices together made, what came of it, and what is missing. */
export function CityGaps() {
  const total = cityGaps.value
  if (!total) return null
  const { panel, status } = words.value
  const figures: readonly [string, number][] = [
    [panel.gapExpected, total.expected],
    [panel.gapReceived, total.received],
    [panel.gapMissing, total.missing],
    [panel.gapLate, total.late],
    [panel.gapDuplicates, total.duplicates],
    [panel.gapRevised, total.revised],
    [panel.gapRestarts, total.restarts],
  ]
  return (
    <section aria-labelledby="city-gaps-title">
      <h3 id="city-gaps-title">{panel.gaps}</h3>
      <dl class="tally">
        {figures.map(([name, count]) => (
          <div key={name} class={count > 0 && name === panel.gapMissing ? 'is-bad' : ''}>
            <dt>{name}</dt>
            <dd class="figure">{format.value.count(count)}</dd>
          </div>
        ))}
      </dl>
      {total.unnumbered > 0 && <p class="muted">{status.unnumbered(total.unnumbered)}</p>}
    </section>
  )
}
