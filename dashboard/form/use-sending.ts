import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Labels } from '#domain/words/labels.ts'
import { RequestError } from '../state/request.ts'
import { explain, fieldOf } from './explain.ts'
import { formWords } from './words.ts'

/** What became of a form that was sent; `field`: the one that is to blame. */
export type Sent = 'no' | 'sending' | 'done' | { failed: Labels; field: string | undefined }

/** What is in a form: the text of each field, and all of them where a name has several. */
type Work = (fields: Record<string, string>, data: FormData) => Promise<void>

/**
 * Sends a form: what became of it, and how many seconds to wait before another try. The focus goes
 * to the field that is to blame. `wrong`: what to say where name or password is.
 */
export function useSending(wrong: Labels = formWords.wrong) {
  const sent = useSignal<Sent>('no')
  const waitS = useSignal(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (waitS.value > 0) waitS.value -= 1
    }, 1_000)
    return () => clearInterval(timer)
  }, [])

  const submit = (work: Work) => {
    return (event: SubmitEvent) => {
      event.preventDefault()
      if (sent.value === 'sending' || waitS.value > 0) return
      const form = event.currentTarget as HTMLFormElement
      const data = new FormData(form)
      sent.value = 'sending'
      work(textsOf(data), data).then(
        () => (sent.value = 'done'),
        (error: unknown) => {
          if (error instanceof RequestError) waitS.value = error.retryAfterS
          const field = fieldOf(error, form)
          sent.value = { failed: explain(error, wrong), field }
          if (field) form.querySelector<HTMLElement>(`[name="${field}"]`)?.focus()
        },
      )
    }
  }
  return {
    sent,
    waitS,
    submit,
    /** What to say at a field. */
    errorAt(name: string): Labels | undefined {
      return typeof sent.value === 'object' && sent.value.field === name
        ? sent.value.failed
        : undefined
    },
  }
}

const textsOf = (data: FormData): Record<string, string> =>
  Object.fromEntries(
    Array.from(data, ([name, value]) => [name, typeof value === 'string' ? value : '']),
  )

export type Sending = ReturnType<typeof useSending>
