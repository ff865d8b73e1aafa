import { change } from '../../../state/request.ts'
import { textOf } from '../../../state/preferences.ts'
import { DialogForm } from '../dialog-form.tsx'
import { askWords, doneWords, peopleWords } from '../words.ts'
import type { PersonDialog } from './change-person.tsx'

/** Disables or enables somebody, after saying what ends. */
export function SwitchPerson({ person, closed }: PersonDialog) {
  const { disabled, display_name: name } = person
  const send = async () => {
    await change('PATCH', `/v1/people/${person.id}`, { body: { disabled: !disabled } })
    return { done: disabled ? doneWords.enabled(name) : doneWords.disabled(name) }
  }
  const title = disabled ? askWords.enable(name) : askWords.disable(name)
  const act = disabled ? peopleWords.enable : peopleWords.disable
  return (
    <DialogForm title={title} act={act} send={send} closed={closed}>
      {() => <p>{textOf(disabled ? peopleWords.enableLead : peopleWords.disableLead)}</p>}
    </DialogForm>
  )
}
