import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { actCodes } from '#domain/words/act-codes.ts'
import type { Labels } from '#domain/words/labels.ts'
import { FieldError } from '../../form/field.tsx'
import { textOf } from '../../state/preferences.ts'
import { auditWords } from './words.ts'

/** What the form asks for, as typed. */
export interface Wanted {
  by: string
  act: string
  /** Days, `YYYY-MM-DD`, both of them included; empty for no limit. */
  from: string
  to: string
}

export const nothingWanted: Wanted = { by: '', act: '', from: '', to: '' }

/** False where the range ends before it begins. */
export const isInOrder = ({ from, to }: Wanted): boolean => from === '' || to === '' || from <= to

interface Props {
  wanted: Wanted
  /** Names to choose from: those who acted in what is shown. */
  names: readonly string[]
  show: (wanted: Wanted) => void
}

/** Who, what, from when until when. */
export function FilterForm({ wanted, names, show }: Props) {
  const id = useId()
  const error = isInOrder(wanted) ? undefined : auditWords.orderWrong
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: keyof Wanted) => {
      const value = data.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    show({ by: text('by'), act: text('act'), from: text('from'), to: text('to') })
  }
  const day = (name: 'from' | 'to') => (
    <input
      name={name}
      type="date"
      defaultValue={wanted[name]}
      aria-invalid={error !== undefined}
      aria-describedby={error && id}
    />
  )
  return (
    <form class="audit-filter" aria-label={textOf(auditWords.filter)} onSubmit={submit}>
      <Labelled label={auditWords.by}>
        <NameInput name={wanted.by} names={names} />
      </Labelled>
      <Labelled label={auditWords.act}>
        <ActSelect act={wanted.act} />
      </Labelled>
      <Labelled label={auditWords.from}>{day('from')}</Labelled>
      <Labelled label={auditWords.to}>{day('to')}</Labelled>
      <div class="form-send">
        <button type="submit" class="button">
          {textOf(auditWords.show)}
        </button>
        <button type="reset" class="button" onClick={() => show({ ...nothingWanted })}>
          {textOf(auditWords.clear)}
        </button>
      </div>
      <FieldError id={id} text={error} />
    </form>
  )
}

function Labelled({ label, children }: { label: Labels; children: ComponentChildren }) {
  return (
    <label class="form-field">
      <span>{textOf(label)}</span>
      {children}
    </label>
  )
}

function NameInput({ name, names }: { name: string; names: readonly string[] }) {
  const id = useId()
  return (
    <>
      <input
        name="by"
        list={id}
        defaultValue={name}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxLength={64}
      />
      <datalist id={id}>
        {names.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  )
}

function ActSelect({ act }: { act: string }) {
  return (
    <select name="act" defaultValue={act}>
      <option value="">{textOf(auditWords.anyAct)}</option>
      {Object.entries(actCodes).map(([code, label]) => (
        <option key={code} value={code}>
          {textOf(label)}
        </option>
      ))}
    </select>
  )
}
