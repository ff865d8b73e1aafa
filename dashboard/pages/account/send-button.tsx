import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../../state/preferences.ts'
import type { Sending } from './use-sending.ts'
import { waitWords } from './words.ts'

/** The button of a form, with what became of it and the time left until the next try. */
export function SendButton({ sending, text }: { sending: Sending; text: Labels }) {
  const { sent, waitS } = sending
  const isBusy = sent.value === 'sending' || waitS.value > 0
  return (
    <>
      {typeof sent.value === 'object' && (
        <p class="is-bad" role="alert">
          {textOf(sent.value.failed)}
        </p>
      )}
      <div class="account-send">
        <button type="submit" class="button" aria-disabled={isBusy}>
          {textOf(text)}
        </button>
        {waitS.value > 0 && <span class="figure">{textOf(waitWords(waitS.value))}</span>}
      </div>
    </>
  )
}
