import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

export interface Toggle {
  key: string
  /** Of the content, where it is not the page's own. */
  lang?: string
  isPressed: boolean
  content: ComponentChildren
  press(): void
}

/** Left and right walk the toggles, Home and End go to the ends. */
const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

interface Props {
  label: string
  toggles: readonly Toggle[]
  /** Class of the whole row. */
  look?: string
}

/** Toggles of one meaning in a row. They cost one tab stop together (WAI-ARIA APG, toolbar). */
export function ToggleBar({ label, toggles, look = 'toggles' }: Props) {
  const bar = useRef<HTMLDivElement>(null)
  const chosen = useSignal(0)
  const last = toggles.length - 1
  const stop = Math.min(last, chosen.value)
  const walk = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.min(last, Math.max(0, stop + step))
    bar.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div class={look} role="toolbar" aria-label={label} ref={bar} onKeyDown={walk}>
      {toggles.map(({ key, lang, isPressed, content, press }, index) => (
        <button
          type="button"
          key={key}
          lang={lang}
          tabIndex={index === stop ? 0 : -1}
          aria-pressed={isPressed}
          onFocus={() => (chosen.value = index)}
          onClick={press}
        >
          {content}
        </button>
      ))}
    </div>
  )
}
