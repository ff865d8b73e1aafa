import { words } from '../state/preferences.ts'
import { signInTrouble } from '../state/reader.ts'

/** Why the link that somebody opened did not let them in. */
export function SignInTrouble({ look }: { look: string }) {
  const { signIn } = words.value
  const trouble = signInTrouble.value
  if (trouble === null) return null
  const sentence =
    typeof trouble === 'string' ? signIn.troubles[trouble] : signIn.failed(trouble.failed)
  return (
    <section class={look} aria-label={signIn.title}>
      <p role="alert">{sentence}</p>
    </section>
  )
}
