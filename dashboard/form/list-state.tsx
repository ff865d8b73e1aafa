import { words } from '../state/preferences.ts'

/** A list that is not there yet, or could not be loaded. */
export function ListState({ state, retry }: { state: 'loading' | 'failed'; retry: () => unknown }) {
  const { load } = words.value
  if (state === 'loading') return <p class="muted">{load.loading}</p>
  return (
    <div class="is-bad" role="alert">
      <p>{load.failed}</p>
      <button type="button" class="button" onClick={() => void retry()}>
        {load.retry}
      </button>
    </div>
  )
}
