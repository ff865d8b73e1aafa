import type { SessionResource } from '#domain/wire/session.ts'
import { send } from '../../state/request.ts'
import { textOf } from '../../state/preferences.ts'
import { lostPerson } from '../../state/lost-person.ts'
import { comeBack } from '../../state/lost-session.ts'
import { loadReader } from '../../state/reader.ts'
import { beginAnew } from '../../state/session.ts'
import { PasswordField } from '../../form/field.tsx'
import { SendButton } from '../../form/send-button.tsx'
import { useSending } from '../../form/use-sending.ts'
import { formWords } from '../../form/words.ts'
import { accountWords } from './words.ts'

/** One's own new password, shown first to whoever has one that somebody else chose. */
export function PasswordForm({ person }: { person: NonNullable<SessionResource['person']> }) {
  const sending = useSending(accountWords.currentWrong)
  const submit = sending.submit(async ({ current, password }) => {
    await send('PUT', '/v1/session/password', { current, password })
    // Until now this session could read nothing of the city.
    if (lostPerson.peek()) await comeBack()
    else if (person.password_to_change) await beginAnew()
    else await loadReader()
  })
  const title = textOf(accountWords.newPasswordTitle)
  return (
    <section aria-labelledby="password-title">
      <h3 id="password-title">{title}</h3>
      {person.password_to_change && <p class="is-bad">{textOf(accountWords.toChange)}</p>}
      <form class="form-lines" aria-label={title} onSubmit={submit}>
        <input type="hidden" name="username" value={person.name} autocomplete="username" />
        <PasswordField
          sending={sending}
          name="current"
          label={accountWords.current}
          autocomplete="current-password"
        />
        <PasswordField
          sending={sending}
          name="password"
          label={accountWords.next}
          hint={formWords.passwordHint}
          autocomplete="new-password"
        />
        <SendButton sending={sending} text={accountWords.change} />
        {sending.sent.value === 'done' && <p role="status">{textOf(accountWords.changed)}</p>}
      </form>
    </section>
  )
}
