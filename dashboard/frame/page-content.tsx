import { accountPage } from '../pages.ts'
import { page } from '../state/address.ts'
import { loadState } from '../state/load-city.ts'
import { pageComponents } from '../state/page-components.ts'
import { textOf, words } from '../state/preferences.ts'
import { mayOpen } from '../state/reader.ts'
import { startSession } from '../state/session.ts'
import { LoadFailed, LoadSkeleton } from './load-state.tsx'

/** The page that the address names, or what keeps it from being shown. */
export function PageContent() {
  const shown = loadState.value === 'signed_out' ? accountPage : page.value
  const Page = pageComponents.value[shown.id]
  if (loadState.value === 'loading' || !Page) return <LoadSkeleton />
  if (typeof loadState.value === 'object') {
    const { failed } = loadState.value
    return <LoadFailed detail={words.value.load.failedDetail(failed)} retry={startSession} />
  }
  // Its code has another name since the server was renewed, or the line is cut.
  if (Page === 'failed') return <LoadFailed retry={() => location.reload()} />
  return mayOpen(shown) ? <Page /> : <NotForYou />
}

function NotForYou() {
  return (
    <main id="main" class="status-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{textOf(page.value.title)}</h2>
      </div>
      <p class="is-bad">{words.value.load.needToken}</p>
    </main>
  )
}
