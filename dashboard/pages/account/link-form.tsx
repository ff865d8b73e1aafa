import { useId } from 'preact/hooks'
import { textOf, words } from '../../state/preferences.ts'
import { tokenIn } from '../../state/reader.ts'
import { startSession } from '../../state/session.ts'
import { accountWords } from './words.ts'

/** For whoever has the operator link. Not shown while it is typed: a meeting room would read it. */
export function LinkForm() {
  const { signIn } = words.value
  const id = useId()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const link = new FormData(event.currentTarget as HTMLFormElement).get('link')
    void startSession(tokenIn(typeof link === 'string' ? link : ''))
  }
  return (
    <section>
      <h3>{textOf(accountWords.byLink)}</h3>
      <form class="sender-form" onSubmit={submit}>
        <label for={id}>{signIn.link}</label>
        <div class="sender-fields">
          <input id={id} name="link" type="password" autocomplete="off" maxLength={500} required />
          <button type="submit" class="button">
            {signIn.open}
          </button>
        </div>
      </form>
      <p class="muted">{signIn.lost}</p>
      <div class="copy-line">
        <pre>
          <code>npm run operator -- renew</code>
        </pre>
      </div>
    </section>
  )
}
