import { words } from '../state/preferences.ts'

/** Shows the shape of what is coming, so that nothing jumps when it is there. */
export function LoadSkeleton() {
  return (
    <main id="main" class="skeleton" aria-busy="true" tabIndex={-1}>
      <p class="visually-hidden" role="status">
        {words.value.load.loading}
      </p>
      <div class="skeleton-strip" />
      <div class="skeleton-panes">
        <div class="pane" />
        <div class="pane" />
        <div class="pane" />
      </div>
    </main>
  )
}

export function LoadFailed({ detail, retry }: { detail?: string; retry: () => unknown }) {
  return (
    <main id="main" class="load-failed" tabIndex={-1}>
      <div role="alert">
        <h2>{words.value.load.failed}</h2>
        {detail && <p class="muted">{detail}</p>}
      </div>
      <button type="button" class="button" onClick={() => void retry()}>
        {words.value.load.retry}
      </button>
    </main>
  )
}
