import '../styles/dialog.css'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../state/preferences.ts'

interface Props {
  title: Labels
  look?: string
  /** It was closed; the focus is back where it was before. Absent: nobody may close it. */
  onClosed?: () => void
  children: (close: () => void) => ComponentChildren
}

/** A question over the page: the rest waits, Escape closes it, the focus goes back to its button. */
export function Dialog({ title, look = '', onClosed, children }: Props) {
  const place = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => place.current?.showModal(), [])
  return (
    <dialog
      ref={place}
      class={`dialog ${look}`}
      aria-labelledby={id}
      onCancel={(event) => !onClosed && event.preventDefault()}
      // A browser lets nobody be held: a second Escape closes whatever was prevented.
      onClose={() => (onClosed ? onClosed() : place.current?.showModal())}
    >
      <h2 id={id}>{textOf(title)}</h2>
      {children(() => place.current?.close())}
    </dialog>
  )
}
