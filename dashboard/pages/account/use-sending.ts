import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { errors, isErrorCode } from '#domain/words/errors.ts'
import type { Labels } from '#domain/words/labels.ts'
import { RequestError } from '../../state/request.ts'
import { words } from '../../state/preferences.ts'
import { accountWords } from './words.ts'

/** What became of a form that was sent. */
export type Sent = 'no' | 'sending' | 'done' | { failed: Labels }

/** Both languages of a text that the server gave in one. */
const asGiven = (text: string): Labels => ({ ja: text, en: text })

const byCode: Readonly<Record<string, Labels>> = {
  login_throttled: accountWords.throttled,
  password_weak: accountWords.passwordWeak,
  name_invalid: accountWords.nameInvalid,
  setup_wrong: accountWords.setUpWrong,
}

function explain(error: unknown, wrong: Labels): Labels {
  if (!(error instanceof RequestError)) return asGiven(String(error))
  if (error.code === 'login_wrong') return wrong
  const known = byCode[error.code ?? '']
  if (known) return known
  const { troubles } = words.peek().signIn
  if (error.code === 'tls_needed' || error.code === 'origin_forbidden') {
    return asGiven(troubles[error.code])
  }
  return isErrorCode(error.code) ? errors[error.code].title : asGiven(error.message)
}

/**
 * Sends a form: what became of it, and how many seconds to wait before another try.
 * `wrong`: what to say where name or password is.
 */
export function useSending(wrong: Labels = accountWords.wrong) {
  const sent = useSignal<Sent>('no')
  const waitS = useSignal(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (waitS.value > 0) waitS.value -= 1
    }, 1_000)
    return () => clearInterval(timer)
  }, [])

  const submit = (work: (fields: Record<string, string>) => Promise<void>) => {
    return (event: SubmitEvent) => {
      event.preventDefault()
      if (sent.value === 'sending' || waitS.value > 0) return
      const data = new FormData(event.currentTarget as HTMLFormElement)
      const fields = Object.fromEntries(
        Array.from(data, ([name, value]) => [name, typeof value === 'string' ? value : '']),
      )
      sent.value = 'sending'
      work(fields).then(
        () => (sent.value = 'done'),
        (error: unknown) => {
          if (error instanceof RequestError) waitS.value = error.retryAfterS
          sent.value = { failed: explain(error, wrong) }
        },
      )
    }
  }
  return { sent, waitS, submit }
}

export type Sending = ReturnType<typeof useSending>
