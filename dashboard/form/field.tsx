import '../styles/form.css'
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../state/preferences.ts'
import type { Sending } from './use-sending.ts'
import { formWords } from './words.ts'

interface FieldProps {
  name: string
  label: Labels
  hint?: Labels
  /** Of the form that it is in: what is wrong stands at the field. */
  sending: Sending
  /** What a password manager puts in (HTML, autofill field names). */
  autocomplete: 'username' | 'name' | 'current-password' | 'new-password' | 'off'
  value?: string
  isFixed?: boolean
  hasFocus?: boolean
}

const describedBy = (...ids: readonly (string | false | undefined)[]) =>
  ids.filter(Boolean).join(' ') || undefined

/** What is wrong with a field, read out when it appears. */
export function FieldError({ id, text }: { id: string; text: Labels | undefined }) {
  if (!text) return null
  return (
    <p id={id} class="form-error" role="alert">
      {textOf(text)}
    </p>
  )
}

/** A line of text with its label and hint. */
export function TextField({ name, label, hint, sending, autocomplete, ...more }: FieldProps) {
  const id = useId()
  const error = sending.errorAt(name)
  return (
    <div class="form-field">
      <label for={id}>{textOf(label)}</label>
      <input
        id={id}
        name={name}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        defaultValue={more.value}
        readOnly={more.isFixed}
        autoFocus={more.hasFocus}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(hint && `${id}-hint`, error && `${id}-error`)}
        required
      />
      <FieldError id={`${id}-error`} text={error} />
      {hint && (
        <p id={`${id}-hint`} class="muted">
          {textOf(hint)}
        </p>
      )}
    </div>
  )
}

/** A password: can be shown, and says when Caps Lock is on. */
export function PasswordField({ name, label, hint, sending, autocomplete, hasFocus }: FieldProps) {
  const id = useId()
  const isShown = useSignal(false)
  const hasCapsLock = useSignal(false)
  const error = sending.errorAt(name)
  const look = (event: KeyboardEvent) => {
    hasCapsLock.value = event.getModifierState('CapsLock')
  }
  return (
    <div class="form-field">
      <label for={id}>{textOf(label)}</label>
      <input
        id={id}
        name={name}
        {...(isShown.value ? { type: 'text' as const } : { type: 'password' as const })}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        autoFocus={hasFocus}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(`${id}-hint`, error && `${id}-error`)}
        required
        onKeyDown={look}
        onKeyUp={look}
        onBlur={() => (hasCapsLock.value = false)}
      />
      <FieldError id={`${id}-error`} text={error} />
      <p id={`${id}-hint`} class="muted" role="status">
        {hasCapsLock.value ? <strong>{textOf(formWords.capsLock)}</strong> : textOf(hint)}
      </p>
      <label class="form-show">
        <input
          type="checkbox"
          checked={isShown.value}
          onChange={(event) => (isShown.value = event.currentTarget.checked)}
        />
        {textOf(formWords.show)}
      </label>
    </div>
  )
}
