import { send } from '../../state/request.ts'
import { textOf } from '../../state/preferences.ts'
import { setUpToken } from '../../state/reader.ts'
import { beginAnew } from '../../state/session.ts'
import { PasswordField, TextField } from '../../form/field.tsx'
import { SendButton } from '../../form/send-button.tsx'
import { useSending } from '../../form/use-sending.ts'
import { formWords } from '../../form/words.ts'
import { accountWords } from './words.ts'

/** Makes the first administrator, with the token of the set-up link. */
export function SetUpForm({ token }: { token: string }) {
  const sending = useSending()
  const submit = sending.submit(async ({ name, display_name, password }) => {
    await send('POST', '/v1/setup', { token, name, display_name, password })
    setUpToken.value = null
    await beginAnew()
  })
  return (
    <main id="main" class="status-page connect-page account-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{textOf(accountWords.setUpTitle)}</h2>
        <p>{textOf(accountWords.setUpLead)}</p>
      </div>
      <form class="form-lines" aria-label={textOf(accountWords.setUpTitle)} onSubmit={submit}>
        <TextField
          sending={sending}
          name="name"
          label={formWords.name}
          hint={formWords.nameHint}
          autocomplete="username"
        />
        <TextField
          sending={sending}
          name="display_name"
          label={formWords.displayName}
          autocomplete="name"
        />
        <PasswordField
          sending={sending}
          name="password"
          label={formWords.password}
          hint={formWords.passwordHint}
          autocomplete="new-password"
        />
        <SendButton sending={sending} text={accountWords.setUp} />
      </form>
    </main>
  )
}
