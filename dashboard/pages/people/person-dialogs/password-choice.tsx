import { useSignal } from '@preact/signals'
import { PasswordField } from '../../../form/field.tsx'
import type { Sending } from '../../../form/use-sending.ts'
import { formWords } from '../../../form/words.ts'
import { textOf } from '../../../state/preferences.ts'
import { peopleWords } from '../words.ts'

/** A password that is made up, or one that is typed; either is changed at the first log-in. */
export function PasswordChoice({ sending }: { sending: Sending }) {
  const isTyped = useSignal(false)
  const choice = (typed: boolean) => (
    <label>
      <input
        type="radio"
        name="password_by"
        checked={isTyped.value === typed}
        onChange={() => (isTyped.value = typed)}
      />
      <span>{textOf(typed ? peopleWords.typeIt : peopleWords.makeUp)}</span>
    </label>
  )
  return (
    <>
      <fieldset class="choices">
        <legend>{textOf(peopleWords.passwordOf)}</legend>
        {choice(false)}
        {choice(true)}
      </fieldset>
      {isTyped.value && (
        <PasswordField
          name="password"
          label={formWords.password}
          hint={formWords.passwordHint}
          sending={sending}
          autocomplete="new-password"
        />
      )}
      <p class="muted">{textOf(peopleWords.firstLogIn)}</p>
    </>
  )
}

/** What the page shows of a password that was made up. */
export const shownOnce = (text: string | undefined) =>
  text === undefined ? undefined : { label: peopleWords.made, once: peopleWords.once, text }
