import type { Standing } from '../logic/standing.ts'
import { words } from '../state/preferences.ts'
import { Icon, icons } from './icon.tsx'

type ChipKind = 'late' | 'expired' | 'missing' | 'out_of_service' | 'no_value' | 'suspect'

function chipOf({ freshness, noValue, suspect }: Standing): ChipKind | undefined {
  if (freshness !== 'live' && freshness !== 'late') return freshness
  if (noValue) return 'no_value'
  if (freshness === 'late') return 'late'
  return suspect ? 'suspect' : undefined
}

const signs: Partial<Record<ChipKind, string>> = { late: icons.clock, suspect: icons.warn }

/** The state in words and shape where it is not simply fine; fine says nothing. */
export function StateChip({ standing }: { standing: Standing }) {
  const chip = chipOf(standing)
  if (!chip) return null
  const sign = signs[chip]
  return (
    <span class={`chip chip-${chip}`}>
      {sign ? <Icon path={sign} /> : <span class="chip-hatch hatched" />}
      {words.value.state[chip]}
    </span>
  )
}
