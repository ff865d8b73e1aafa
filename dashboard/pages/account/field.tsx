import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../../state/preferences.ts'
import { accountWords } from './words.ts'

interface FieldProps {
  name: string
  label: Labels
  hint?: Labels
  /** What a password manager puts in (HTML, autofill field names). */
  autocomplete: 'username' | 'name' | 'current-password' | 'new-password'
}

/** A line of text with its label and hint. */
export function TextField({ name, label, hint, autocomplete }: FieldProps) {
  const id = useId()
  return (
    <div class="account-field">
      <label for={id}>{textOf(label)}</label>
      <input
        id={id}
        name={name}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={hint && `${id}-hint`}
        required
      />
      {hint && (
        <p id={`${id}-hint`} class="muted">
          {textOf(hint)}
        </p>
      )}
    </div>
  )
}

/** A password: can be shown, and says when Caps Lock is on. */
export function PasswordField({ name, label, hint, autocomplete }: FieldProps) {
  const id = useId()
  const isShown = useSignal(false)
  const hasCapsLock = useSignal(false)
  const look = (event: KeyboardEvent) => {
    hasCapsLock.value = event.getModifierState('CapsLock')
  }
  return (
    <div class="account-field">
      <label for={id}>{textOf(label)}</label>
      <input
        id={id}
        name={name}
        {...(isShown.value ? { type: 'text' as const } : { type: 'password' as const })}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={`${id}-hint`}
        required
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => (hasCapsLock.value = false)}
      />
      <p id={`${id}-hint`} class="muted" role="status">
        {hasCapsLock.value ? <strong>{textOf(accountWords.capsLock)}</strong> : textOf(hint)}
      </p>
      <label class="account-show">
        <input
          type="checkbox"
          checked={isShown.value}
          onChange={(event) => (isShown.value = event.currentTarget.checked)}
        />
        {textOf(accountWords.show)}
      </label>
    </div>
  )
}
