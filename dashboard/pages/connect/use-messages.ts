import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals'
import type { MessagesResource } from '#domain/wire/message.ts'
import { messagesPath } from '../../logic/operation/sender.ts'
import { mayReadQuarantine } from '../../state/reader.ts'
import { loadJson, RequestError } from '../../state/request.ts'

/** Seldom enough for a hundred open pages, often enough for a person who waits. */
const everyMs = 2_000

export type MessagesState = MessagesResource | 'no_token' | 'refused' | 'loading' | 'failed'

const explain = (error: unknown): MessagesState =>
  error instanceof RequestError && [401, 403].includes(error.status) ? 'refused' : 'failed'

/** The last messages of a sender, renewed while somebody can see them. */
export function useMessages(sender: ReadonlySignal<string | null>): ReadonlySignal<MessagesState> {
  const state = useSignal<MessagesState>('loading')
  useSignalEffect(() => {
    const path = messagesPath(sender.value)
    state.value = mayReadQuarantine.value ? 'loading' : 'no_token'
    if (!mayReadQuarantine.value) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const load = async () => {
      const next = document.hidden
        ? state.peek()
        : await loadJson<MessagesResource>(path).catch(explain)
      if (isOver) return
      state.value = next
      // A token that is refused will be refused again.
      if (next !== 'refused') timer = setTimeout(() => void load(), everyMs)
    }
    void load()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  })
  return state
}
