import type { Signal } from '@preact/signals'
import { politeTexts, urgentTexts, type SpokenText } from '../state/announce/announcer.ts'

/** Where screen readers hear of new crossings. Always in the document, or they would miss it. */
export function LiveRegions() {
  return (
    <div class="visually-hidden">
      <div aria-live="polite">
        <Texts of={politeTexts} />
      </div>
      <div aria-live="assertive">
        <Texts of={urgentTexts} />
      </div>
    </div>
  )
}

function Texts({ of }: { of: Signal<readonly SpokenText[]> }) {
  return of.value.map(({ id, text }) => <p key={id}>{text}</p>)
}
