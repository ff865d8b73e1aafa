import type { Standing } from '../../logic/device/standing.ts'
import { troubleOf, type Trouble } from '../../logic/device/trouble.ts'
import { words } from '../../state/preferences.ts'
import { Icon, icons } from '../icon.tsx'
import { troubleSigns } from './trouble-signs.ts'

/** The state in words and shape where it is not simply fine; fine says nothing. */
export function StateChip({ standing }: { standing: Standing }) {
  const trouble = troubleOf(standing)
  return trouble ? <TroubleChip trouble={trouble} /> : null
}

/** A trouble as a word in its shape; with a number, how many devices are in it. */
export function TroubleChip({ trouble, count }: { trouble: Trouble; count?: string }) {
  return (
    <span class={`chip chip-${trouble}`}>
      <Icon path={troubleSigns[trouble]} />
      {words.value.state[trouble]}
      {count !== undefined && <span class="chip-count figure">{count}</span>}
    </span>
  )
}

/** 未確認: only one doubtful value speaks for the level. */
export function UnconfirmedChip() {
  return (
    <span class="chip chip-unconfirmed">
      <Icon path={icons.question} />
      {words.value.level.unconfirmed}
    </span>
  )
}
