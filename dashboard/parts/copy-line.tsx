import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { words } from '../state/preferences.ts'

/** A line for a terminal with a button that copies it; without the right to, it gets selected. */
export function CopyLine({ line, label }: { line: string; label: string }) {
  const { connect } = words.value
  const said = useSignal('')
  const id = useId()
  const place = useRef<HTMLPreElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line)
      said.value = connect.copied
    } catch {
      // Pages on http from another machine may not copy by themselves.
      if (place.current) getSelection()?.selectAllChildren(place.current)
      said.value = connect.copyFailed
    }
  }
  return (
    <div class="copy-line">
      <pre ref={place} id={id} tabIndex={0} role="group" aria-label={label}>
        <code>{line}</code>
      </pre>
      <div class="copy-act">
        <button type="button" class="button" aria-describedby={id} onClick={() => void copy()}>
          {connect.copy}
        </button>
        <span role="status">{said}</span>
      </div>
    </div>
  )
}
