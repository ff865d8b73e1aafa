import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { KindResource } from '#domain/wire/kind.ts'
import type { Labels } from '#domain/words/labels.ts'
import { listConflicts } from '../../../logic/inventory/change-lines.ts'
import { textOf } from '../../../state/preferences.ts'
import { formWords } from '../words/form.ts'
import { keyWords, printValue } from '../words/keys.ts'
import type { Edit } from './use-edit.ts'

interface Props {
  edit: Edit
  title: Labels
  /** Of the device: some of its fields are named by it. */
  kind?: KindResource | undefined
  /** Of the button, where it does more than save. */
  act?: Labels
  /** The reason is asked for by the form itself, or there is none to give. */
  hasOwnReason?: boolean
  cancel(): void
  children: ComponentChildren
}

/** A form with its reason, what the server said, and its buttons. The first field takes the focus. */
export function EditForm({ edit, title, kind, act = formWords.save, ...props }: Props) {
  const { hasOwnReason, cancel, children } = props
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus()
  }, [])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (form.current) edit.submit(form.current)
  }
  return (
    <form class="edit-form" aria-label={textOf(title)} noValidate ref={form} onSubmit={submit}>
      {children}
      {!hasOwnReason && <WhyField edit={edit} />}
      <ConflictNote edit={edit} kind={kind} />
      <RefusedNote edit={edit} />
      <div class="edit-actions">
        <button type="submit" class="button is-main" aria-disabled={edit.isSending.value}>
          {textOf(edit.isSending.value ? formWords.sending : act)}
        </button>
        <button type="button" class="button" onClick={cancel}>
          {textOf(formWords.cancel)}
        </button>
      </div>
    </form>
  )
}

function WhyField({ edit }: { edit: Edit }) {
  const id = useId()
  return (
    <div class="edit-field">
      <label for={id}>{textOf(formWords.why)}</label>
      <span class="edit-input">
        <input
          id={id}
          aria-describedby={`${id}-hint`}
          maxLength={500}
          autocomplete="off"
          value={edit.why.value}
          onInput={(event) => (edit.why.value = event.currentTarget.value)}
        />
      </span>
      <p id={`${id}-hint`} class="muted">
        {textOf(formWords.whyHint)}
      </p>
    </div>
  )
}

/** Both versions side by side, once somebody else was quicker. */
function ConflictNote({ edit, kind }: { edit: Edit; kind: KindResource | undefined }) {
  const { base, now, draft, isSending } = edit
  // One's own change comes back by the live stream before its answer does.
  const conflicts = isSending.value ? [] : listConflicts({ base, now, mine: draft.value })
  return (
    <div role="alert">
      {conflicts.length > 0 && (
        <div class="edit-conflict">
          <p>
            <strong>{textOf(formWords.elsewhere)}</strong>
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{textOf(formWords.elsewhereItem)}</th>
                <th scope="col">{textOf(formWords.elsewhereNow)}</th>
                <th scope="col">{textOf(formWords.elsewhereMine)}</th>
              </tr>
            </thead>
            <tbody>
              {conflicts.map(({ key, now: held, mine }) => (
                <tr key={key}>
                  <th scope="row">{textOf(keyWords(key, kind))}</th>
                  <td>{printValue(key, held)}</td>
                  <td>{mine === null ? textOf(formWords.untouched) : printValue(key, mine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div class="edit-actions">
            <button type="button" class="button" onClick={() => edit.settle('mine')}>
              {textOf(formWords.keepMine)}
            </button>
            <button type="button" class="button" onClick={() => edit.settle('theirs')}>
              {textOf(formWords.takeTheirs)}
            </button>
          </div>
        </div>
      )}
    </div>
  )
}

/** What the server refused; the field that it is about says so too. */
function RefusedNote({ edit }: { edit: Edit }) {
  const refused = edit.refused.value
  return (
    <div role="alert">
      {refused && (
        <p class="edit-refused">
          {textOf(refused.text)}
          {refused.detail !== '' && (
            <span class="edit-detail" lang="en">
              {refused.detail}
            </span>
          )}
        </p>
      )}
    </div>
  )
}
