import type { PersonResource } from '#domain/wire/person.ts'
import type { Labels } from '#domain/words/labels.ts'
import { TextField } from '../../../form/field.tsx'
import { formWords } from '../../../form/words.ts'
import { change } from '../../../state/request.ts'
import { readChoices } from '../choices.tsx'
import { DialogForm } from '../dialog-form.tsx'
import { RoleChoices } from '../role-choices.tsx'
import { askWords, doneWords, peopleWords } from '../words.ts'

/** What each question about a person gets. */
export interface PersonDialog {
  person: PersonResource
  closed: (done: Labels | null) => void
}

/** The name that others see, and the roles. */
export function ChangePerson({ person, closed }: PersonDialog) {
  const send = async ({ display_name }: Record<string, string>, data: FormData) => {
    const roles = readChoices(data, 'roles', peopleWords.rolesMissing)
    const body = { display_name, roles }
    const changed = await change<PersonResource>('PATCH', `/v1/people/${person.id}`, { body })
    return { done: doneWords.changed(changed.display_name) }
  }
  const title = askWords.change(person.display_name)
  return (
    <DialogForm title={title} act={peopleWords.save} send={send} closed={closed}>
      {(sending) => (
        <>
          <TextField
            name="display_name"
            label={formWords.displayName}
            sending={sending}
            autocomplete="off"
            value={person.display_name}
          />
          <RoleChoices chosen={person.roles} sending={sending} />
        </>
      )}
    </DialogForm>
  )
}
