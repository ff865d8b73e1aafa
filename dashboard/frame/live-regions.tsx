import { politeText, urgentText } from '../state/announcer.ts'

/** Where screen readers hear of new crossings. Always in the document, or they would miss it. */
export function LiveRegions() {
  return (
    <div class="visually-hidden">
      <p aria-live="polite">{politeText}</p>
      <p aria-live="assertive">{urgentText}</p>
    </div>
  )
}
