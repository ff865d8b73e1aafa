import { words } from '../state/preferences.ts'

/** Items as loaded, whether there are more, or why there are none. */
export type Loaded<T> = { items: readonly T[]; hasMore: boolean } | 'loading' | 'gone' | 'failed'

interface Props {
  state: Loaded<unknown>
  /** Said where there is nothing, and what will be there. */
  empty: string
  hint?: string
}

/** Tells also those who do not see it that a list is on its way, cannot be had, or is empty. */
export function LoadNote({ state, empty, hint = '' }: Props) {
  const { load } = words.value
  const isEmpty = typeof state === 'object' && state.items.length === 0
  const note =
    state === 'loading'
      ? load.loading
      : state === 'failed'
        ? `${load.failed} ${load.again}`
        : state === 'gone' || isEmpty
          ? empty
          : ''
  return (
    <p class="muted" role="status">
      {note}
      {isEmpty && hint !== '' && (
        <>
          <br />
          {hint}
        </>
      )}
    </p>
  )
}
