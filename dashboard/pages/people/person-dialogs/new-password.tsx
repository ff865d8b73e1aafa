import type { PasswordMade } from '#domain/wire/person.ts'
import { change } from '../../../state/request.ts'
import { textOf } from '../../../state/preferences.ts'
import { DialogForm } from '../dialog-form.tsx'
import { askWords, doneWords, peopleWords } from '../words.ts'
import type { PersonDialog } from './change-person.tsx'
import { PasswordChoice, shownOnce } from './password-choice.tsx'

/** Another password for somebody who lost theirs; their sessions end. */
export function NewPassword({ person, closed }: PersonDialog) {
  const path = `/v1/people/${person.id}`
  const done = doneWords.password(person.display_name)
  const send = async ({ password }: Record<string, string>) => {
    if (password !== undefined) {
      await change('PATCH', path, { body: { password } })
      return { done }
    }
    const made = await change<PasswordMade>('POST', `${path}/password`)
    return { done, secret: shownOnce(made.password) }
  }
  const title = askWords.password(person.display_name)
  return (
    <DialogForm title={title} act={peopleWords.newPassword} send={send} closed={closed}>
      {(sending) => (
        <>
          <p>{textOf(peopleWords.passwordLead)}</p>
          <PasswordChoice sending={sending} />
        </>
      )}
    </DialogForm>
  )
}
