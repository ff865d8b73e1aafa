import { send } from '../../state/request.ts'
import { textOf } from '../../state/preferences.ts'
import { signInTrouble } from '../../state/reader.ts'
import { beginAnew } from '../../state/session.ts'
import { PasswordField, TextField } from '../../form/field.tsx'
import { SendButton } from '../../form/send-button.tsx'
import { useSending } from '../../form/use-sending.ts'
import { formWords } from '../../form/words.ts'
import { accountWords } from './words.ts'

/** The way in under one's own name. */
export function LogInForm() {
  const sending = useSending()
  const submit = sending.submit(async ({ name, password }) => {
    signInTrouble.value = null
    await send('POST', '/v1/session', { name, password })
    await beginAnew()
  })
  return (
    <form class="form-lines" aria-label={textOf(accountWords.byName)} onSubmit={submit}>
      <TextField sending={sending} name="name" label={formWords.name} autocomplete="username" />
      <PasswordField
        sending={sending}
        name="password"
        label={formWords.password}
        autocomplete="current-password"
      />
      <SendButton sending={sending} text={formWords.logIn} />
    </form>
  )
}

/** In a demo alone: one click makes somebody simulated. */
export function DemoForm() {
  const sending = useSending()
  const submit = sending.submit(async () => {
    await send('POST', '/v1/demo/session')
    await beginAnew()
  })
  return (
    <section aria-labelledby="demo-title">
      <h3 id="demo-title">{textOf(accountWords.demoTitle)}</h3>
      <p class="muted">{textOf(accountWords.demoLead)}</p>
      <form class="form-lines" onSubmit={submit}>
        <SendButton sending={sending} text={accountWords.demo} />
      </form>
    </section>
  )
}
