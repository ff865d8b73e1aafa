import { city } from '../state/city.ts'
import { words } from '../state/preferences.ts'

/** Says on top of everything that these data are not real. */
export function DemoBand() {
  if (!city.value?.demo) return null
  return (
    <aside class="demo-band" aria-label={words.value.demo.badge}>
      <strong>{words.value.demo.badge}</strong>
      <span>{words.value.demo.sentence}</span>
    </aside>
  )
}
