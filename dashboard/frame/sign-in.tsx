import { useId } from 'preact/hooks'
import { words } from '../state/preferences.ts'
import { tokenIn } from '../state/reader.ts'
import { startSession } from '../state/session.ts'
import { SignInTrouble } from './sign-in-trouble.tsx'

/** What somebody sees who may read nothing here: what is needed, and a place to put it. */
export function SignIn() {
  const { signIn } = words.value
  return (
    <main id="main" class="status-page connect-page sign-in" tabIndex={-1}>
      <div class="status-lead">
        <h2>{signIn.title}</h2>
        <p>{signIn.lead}</p>
      </div>
      <SignInTrouble look="sign-in-trouble" />
      <LinkForm />
      <p class="muted">{signIn.lost}</p>
      <div class="copy-line">
        <pre>
          <code>npm run operator -- renew</code>
        </pre>
      </div>
    </main>
  )
}

/** Not shown while it is typed: a token on a screen in a meeting room is everybody's. */
function LinkForm() {
  const { signIn } = words.value
  const id = useId()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const link = new FormData(event.currentTarget as HTMLFormElement).get('link')
    void startSession(tokenIn(typeof link === 'string' ? link : ''))
  }
  return (
    <form class="sender-form" onSubmit={submit}>
      <label for={id}>{signIn.link}</label>
      <div class="sender-fields">
        <input id={id} name="link" type="password" autocomplete="off" maxLength={500} required />
        <button type="submit" class="button">
          {signIn.open}
        </button>
      </div>
    </form>
  )
}
