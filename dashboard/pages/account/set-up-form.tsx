import { send } from '../../state/request.ts'
import { textOf } from '../../state/preferences.ts'
import { setUpToken } from '../../state/reader.ts'
import { beginAnew } from '../../state/session.ts'
import { PasswordField, TextField } from './field.tsx'
import { SendButton } from './send-button.tsx'
import { useSending } from './use-sending.ts'
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
      <form class="account-form" aria-label={textOf(accountWords.setUpTitle)} onSubmit={submit}>
        <TextField
          name="name"
          label={accountWords.name}
          hint={accountWords.nameHint}
          autocomplete="username"
        />
        <TextField name="display_name" label={accountWords.displayName} autocomplete="name" />
        <PasswordField
          name="password"
          label={accountWords.password}
          hint={accountWords.passwordHint}
          autocomplete="new-password"
        />
        <SendButton sending={sending} text={accountWords.setUp} />
      </form>
    </main>
  )
}
