import { words } from '../state/preferences.ts'
import { Icon, icons } from './icon.tsx'

/** Beside a sum that lacks more than a tenth of its time: it may have rained more. */
export function Missing() {
  return (
    <span class="chip">
      <Icon path={icons.warn} />
      {words.value.amounts.missing}
    </span>
  )
}
