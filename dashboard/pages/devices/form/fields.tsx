import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Labels } from '#domain/words/labels.ts'
import { textOf } from '../../../state/preferences.ts'
import type { Edit } from './use-edit.ts'

interface Base {
  edit: Edit
  /** Key of the draft. */
  name: string
  label: Labels
  hint?: Labels | undefined
}

interface Described extends Base {
  children(bound: Bound): ComponentChildren
}

/** What ties an input to its label, its hint, and what is wrong with it. */
interface Bound {
  id: string
  'data-field': string
  'aria-describedby': string | undefined
  'aria-invalid': boolean
  value: string
  onBlur(): void
}

/** A field with its label above, its hint and its fault below. */
function Field({ edit, name, label, hint, children }: Described) {
  const id = useId()
  const fault = edit.faultOf(name)
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div class={`edit-field ${fault ? 'is-wrong' : ''}`}>
      <label for={id}>{textOf(label)}</label>
      {children({
        id,
        'data-field': name,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': fault !== undefined,
        value: edit.draft.value[name] ?? '',
        onBlur: () => edit.leave(name),
      })}
      {hint && (
        <p id={`${id}-hint`} class="muted">
          {textOf(hint)}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} class="edit-fault">
          {textOf(fault)}
        </p>
      )}
    </div>
  )
}

interface TextProps extends Base {
  type?: 'text' | 'url' | 'date' | 'datetime-local'
  /** Digits, a point, a minus: what a phone's keyboard should offer. */
  isNumber?: boolean
  unit?: string
  maxLength?: number
  placeholder?: string
  lang?: string
}

/** One line of text, a number, a day. */
export function TextField({ type = 'text', isNumber, unit, lang, ...rest }: TextProps) {
  const { edit, name, maxLength = 500, placeholder, ...field } = rest
  return (
    <Field edit={edit} name={name} {...field}>
      {(bound) => (
        <span class={`edit-input ${isNumber ? 'is-number' : ''}`}>
          <input
            {...bound}
            {...typeOf(type)}
            inputMode={isNumber ? 'decimal' : undefined}
            autocomplete="off"
            spellcheck={false}
            maxLength={maxLength}
            placeholder={placeholder}
            lang={lang}
            onInput={(event) => edit.set(name, event.currentTarget.value)}
          />
          {unit && <span class="edit-unit">{unit}</span>}
        </span>
      )}
    </Field>
  )
}

// A union of literal types that JSX takes one at a time.
const typeOf = (type: NonNullable<TextProps['type']>) => ({ type }) as { type: 'text' }

/** Several lines. */
export function LongField({
  edit,
  name,
  maxLength = 500,
  ...field
}: Base & { maxLength?: number }) {
  return (
    <Field edit={edit} name={name} {...field}>
      {(bound) => (
        <textarea
          {...bound}
          rows={3}
          maxLength={maxLength}
          onInput={(event) => edit.set(name, event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

export interface Choice {
  value: string
  label: Labels
}

/** One of some words. */
export function ChoiceField({
  edit,
  name,
  choices,
  ...field
}: Base & { choices: readonly Choice[] }) {
  return (
    <Field edit={edit} name={name} {...field}>
      {(bound) => (
        <select {...bound} onChange={(event) => edit.set(name, event.currentTarget.value)}>
          {choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {textOf(label)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** Yes or no, with its words beside the box. */
export function TickField({ edit, name, label, hint }: Base) {
  const id = useId()
  return (
    <div class="edit-field">
      <label class="edit-tick">
        <input
          type="checkbox"
          data-field={name}
          checked={edit.draft.value[name] === 'yes'}
          aria-describedby={hint && id}
          onChange={(event) => edit.set(name, event.currentTarget.checked ? 'yes' : '')}
        />
        {textOf(label)}
      </label>
      {hint && (
        <p id={id} class="muted">
          {textOf(hint)}
        </p>
      )}
    </div>
  )
}
