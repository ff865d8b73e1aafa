import '../../styles/account.css'
import { useSignal } from '@preact/signals'
import { roleNames } from '#domain/access/roles.ts'
import type { SessionResource } from '#domain/wire/session.ts'
import { SignInTrouble } from '../../frame/sign-in-trouble.tsx'
import { city } from '../../state/city.ts'
import { loadState } from '../../state/load-city.ts'
import { format, textOf, words } from '../../state/preferences.ts'
import { isPerson, reader, leave, setUpToken } from '../../state/reader.ts'
import { now } from '../../state/server-clock.ts'
import { DemoForm, LogInForm } from './log-in-form.tsx'
import { LinkForm } from './link-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { SessionList } from './session-list.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { capabilityWords, formWords } from '../../form/words.ts'
import { accountWords } from './words.ts'

/** アカウント: the way in, and for whoever is in, who they are and what they may do. */
export function Page() {
  if (setUpToken.value !== null) return <SetUpForm token={setUpToken.value} />
  const session = reader.value
  if (session?.person && isPerson.value)
    return <Account session={session} person={session.person} />
  return <WayIn />
}

/** What somebody sees who may read nothing here, or who has not said who they are. */
function WayIn() {
  const { signIn } = words.value
  return (
    <main id="main" class="status-page connect-page account-page sign-in" tabIndex={-1}>
      <div class="status-lead">
        <h2>{signIn.title}</h2>
        {loadState.value === 'signed_out' && <p>{signIn.lead}</p>}
      </div>
      {window.isSecureContext ? (
        <WaysIn />
      ) : (
        <p class="sign-in-trouble">{signIn.troubles.tls_needed}</p>
      )}
    </main>
  )
}

/** Only where the server would take a secret: over TLS, or on its own machine. */
function WaysIn() {
  return (
    <>
      {loadState.value === 'signed_out' && <SignInTrouble look="sign-in-trouble" />}
      <LogInForm />
      {city.value?.demo && <DemoForm />}
      <LinkForm />
    </>
  )
}

type Person = NonNullable<SessionResource['person']>

function Account({ session, person }: { session: SessionResource; person: Person }) {
  const { signIn, sign } = words.value
  // It stays in its place when it is done: what became of it stands there.
  const isFirst = useSignal(person.password_to_change).value
  const may = session.capabilities.flatMap((capability) => capabilityWords[capability] ?? [])
  return (
    <main id="main" class="status-page connect-page account-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{person.display_name}</h2>
        <p class="muted">
          {textOf(formWords.name)}
          {sign.colon}
          {person.name}
        </p>
      </div>
      {isFirst && <PasswordForm person={person} />}
      <section class="account-may">
        <h3>{textOf(accountWords.roles)}</h3>
        <p>{person.roles.map((role) => textOf(roleNames[role])).join(sign.dot)}</p>
        <h3>{textOf(accountWords.may)}</h3>
        <ul>
          {may.map((text) => (
            <li key={text.en}>{textOf(text)}</li>
          ))}
        </ul>
        {session.expires_at !== null && <Expiry at={session.expires_at} />}
        <button type="button" class="button" onClick={() => void leave('/v1/session')}>
          {signIn.leave}
        </button>
      </section>
      {!person.password_to_change && <SessionList />}
      {!isFirst && person.has_password && <PasswordForm person={person} />}
    </main>
  )
}

function Expiry({ at }: { at: string }) {
  return (
    <p>
      {textOf(accountWords.expires)}
      {words.value.sign.colon}
      <time dateTime={at}>{format.value.time(Date.parse(at), now.value)}</time>{' '}
      <span class="muted">{textOf(accountWords.expiresHint)}</span>
    </p>
  )
}
