import type { ComponentChildren } from 'preact'
import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../state/preferences.ts'
import type { Sending } from './use-sending.ts'
import { waitWords } from './words.ts'

interface Props {
  sending: Sending
  text: Labels
  /** Other buttons beside it. */
  children?: ComponentChildren
}

/** The button of a form, with what became of it and the time left until the next try. */
export function SendButton({ sending, text, children }: Props) {
  const { sent, waitS } = sending
  const isBusy = sent.value === 'sending' || waitS.value > 0
  return (
    <>
      {typeof sent.value === 'object' && sent.value.field === undefined && (
        <p class="is-bad" role="alert">
          {textOf(sent.value.failed)}
        </p>
      )}
      <div class="form-send">
        <button type="submit" class="button" aria-disabled={isBusy}>
          {textOf(text)}
        </button>
        {children}
        {waitS.value > 0 && <span class="figure">{textOf(waitWords(waitS.value))}</span>}
      </div>
    </>
  )
}
