import { Dialog } from '../../form/dialog.tsx'
import { PasswordField, TextField } from '../../form/field.tsx'
import { SendButton } from '../../form/send-button.tsx'
import { useSending } from '../../form/use-sending.ts'
import { formWords } from '../../form/words.ts'
import { lostPerson } from '../../state/lost-person.ts'
import { logInAgain } from '../../state/lost-session.ts'
import { textOf } from '../../state/preferences.ts'
import { reader } from '../../state/reader.ts'
import { PasswordForm } from './password-form.tsx'
import { accountWords } from './words.ts'

/** Asks whoever lost their session for the password, over the page that keeps what was typed. */
export function LogInAgain() {
  const person = reader.value?.person
  const mustChange = person?.id === lostPerson.value?.id && person?.password_to_change
  return (
    <Dialog title={accountWords.againTitle} look="log-in-again">
      {() => (mustChange && person ? <PasswordForm person={person} /> : <AgainForm />)}
    </Dialog>
  )
}

function AgainForm() {
  const sending = useSending()
  const submit = sending.submit(({ name = '', password = '' }) => logInAgain(name, password))
  return (
    <form class="form-lines" aria-label={textOf(accountWords.againTitle)} onSubmit={submit}>
      <p role="alert">{textOf(accountWords.againLead)}</p>
      <TextField
        name="name"
        label={formWords.name}
        sending={sending}
        autocomplete="username"
        value={lostPerson.value?.name ?? ''}
        isFixed
      />
      <PasswordField
        name="password"
        label={formWords.password}
        sending={sending}
        autocomplete="current-password"
        hasFocus
      />
      <SendButton sending={sending} text={formWords.logIn} />
      <p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {textOf(accountWords.againOther)}
        </button>{' '}
        <span class="muted">{textOf(accountWords.againOtherHint)}</span>
      </p>
    </form>
  )
}
