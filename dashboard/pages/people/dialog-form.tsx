import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Labels } from '#domain/words/labels.ts'
import { SendButton } from '../../form/send-button.tsx'
import { useSending, type Sending } from '../../form/use-sending.ts'
import { CopyLine } from '../../parts/copy-line.tsx'
import { Dialog } from '../../form/dialog.tsx'
import { textOf } from '../../state/preferences.ts'
import { peopleWords } from './words.ts'

/** What an act gave: words for the page, and a secret that is shown this once. */
export interface Outcome {
  done: Labels
  secret?: { label: Labels; once: Labels; text: string } | undefined
}

interface Props {
  title: Labels
  /** Of the button that does it. */
  act: Labels
  send(fields: Record<string, string>, data: FormData): Promise<Outcome>
  /** The dialog is gone; null where nothing was done. */
  closed(done: Labels | null): void
  children: (sending: Sending) => ComponentChildren
}

/** A form over the page. It closes by itself, but where it has a secret to show. */
export function DialogForm({ title, act, send, closed, children }: Props) {
  const outcome = useSignal<Outcome | null>(null)
  const sending = useSending()
  return (
    <Dialog title={title} onClosed={() => closed(outcome.value?.done ?? null)}>
      {(close) =>
        outcome.value?.secret ? (
          <SecretNote outcome={outcome.value} secret={outcome.value.secret} close={close} />
        ) : (
          <form
            class="form-lines"
            aria-label={textOf(title)}
            onSubmit={sending.submit(async (fields, data) => {
              outcome.value = await send(fields, data)
              if (!outcome.value.secret) close()
            })}
          >
            {children(sending)}
            <SendButton sending={sending} text={act}>
              <button type="button" class="button" onClick={close}>
                {textOf(peopleWords.cancel)}
              </button>
            </SendButton>
          </form>
        )
      }
    </Dialog>
  )
}

interface SecretProps {
  outcome: Outcome
  secret: NonNullable<Outcome['secret']>
  close: () => void
}

function SecretNote({ outcome, secret, close }: SecretProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.focus(), [])
  return (
    <div class="people-secret" ref={place} tabIndex={-1}>
      <p>
        <strong>{textOf(outcome.done)}</strong> {textOf(secret.once)}
      </p>
      <CopyLine line={secret.text} label={textOf(secret.label)} />
      <button type="button" class="button" onClick={close}>
        {textOf(peopleWords.close)}
      </button>
    </div>
  )
}
