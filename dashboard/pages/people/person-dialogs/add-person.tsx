import type { PersonAdded } from '#domain/wire/person.ts'
import type { Labels } from '#domain/words/labels.ts'
import { TextField } from '../../../form/field.tsx'
import { formWords } from '../../../form/words.ts'
import { change } from '../../../state/request.ts'
import { readChoices } from '../choices.tsx'
import { DialogForm } from '../dialog-form.tsx'
import { RoleChoices } from '../role-choices.tsx'
import { doneWords, peopleWords } from '../words.ts'
import { PasswordChoice, shownOnce } from './password-choice.tsx'

export function AddPerson({ closed }: { closed: (done: Labels | null) => void }) {
  const send = async (fields: Record<string, string>, data: FormData) => {
    const { name, display_name, password } = fields
    const roles = readChoices(data, 'roles', peopleWords.rolesMissing)
    const body = { name, display_name, roles, ...(password !== undefined && { password }) }
    const added = await change<PersonAdded>('POST', '/v1/people', { body })
    return {
      done: doneWords.added(added.person.display_name),
      secret: shownOnce(added.password),
    }
  }
  return (
    <DialogForm title={peopleWords.add} act={peopleWords.add} send={send} closed={closed}>
      {(sending) => (
        <>
          <TextField
            name="name"
            label={formWords.name}
            hint={formWords.nameHint}
            sending={sending}
            autocomplete="off"
          />
          <TextField
            name="display_name"
            label={formWords.displayName}
            sending={sending}
            autocomplete="off"
          />
          <RoleChoices sending={sending} />
          <PasswordChoice sending={sending} />
        </>
      )}
    </DialogForm>
  )
}
