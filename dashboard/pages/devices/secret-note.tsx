import { useEffect, useRef } from 'preact/hooks'
import { CopyLine } from '../../parts/copy-line.tsx'
import { textOf } from '../../state/preferences.ts'
import { secretWords } from './words/sections.ts'

/** A token, and the line to try it with; the server gives both once. */
export interface Secret {
  secret: string
  paste_line: string | null
}

/** Shows a token this once. */
export function SecretNote({ secret, close }: { secret: Secret; close: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { secret: token, paste_line: line } = secret
  return (
    <div class="secret-note">
      <h3 tabIndex={-1} ref={heading}>
        {textOf(secretWords.title)}
      </h3>
      <p>{textOf(secretWords.lead)}</p>
      <CopyLine line={token} label={textOf(secretWords.title)} />
      {line === null ? (
        <p class="muted">{textOf(secretWords.noLine)}</p>
      ) : (
        <>
          <h3>{textOf(secretWords.line)}</h3>
          <CopyLine line={line} label={textOf(secretWords.line)} />
        </>
      )}
      <button type="button" class="button is-main" onClick={close}>
        {textOf(secretWords.done)}
      </button>
    </div>
  )
}
