import { useSignalEffect } from '@preact/signals'
import { page } from './state/address.ts'
import { city } from './state/city.ts'
import { connection } from './state/connection.ts'
import { loadState } from './state/load-city.ts'
import { textOf, words } from './state/preferences.ts'
import { BottomTabs } from './frame/bottom-tabs.tsx'
import { ClockBanner } from './frame/clock-banner.tsx'
import { ConnectionBanner } from './frame/connection-banner.tsx'
import { DemoBand } from './frame/demo-band.tsx'
import { Header } from './frame/header.tsx'
import { LiveRegions } from './frame/live-regions.tsx'
import { LostSession } from './frame/lost-session.tsx'
import { PageContent } from './frame/page-content.tsx'
import { PulseBanner } from './frame/pulse-banner.tsx'
import { SignInTrouble } from './frame/sign-in-trouble.tsx'

/** The whole page. Wide or narrow is a matter of style sheets; only the wall is built otherwise. */
export function App() {
  useSignalEffect(() => {
    const cut = connection.value === 'cut' ? words.value.connection.titlePrefix : ''
    const names = [textOf(page.value.title), textOf(city.value?.city.name), words.value.product]
    document.title = `${cut}${names.filter(Boolean).join(' | ')}`
  })
  const { id, isWall, skipTo } = page.value
  const skipTarget = loadState.value === 'ready' ? skipTo : undefined
  return (
    <div class={`app ${isWall ? 'is-wall' : ''}`} data-page={id} data-connection={connection.value}>
      {!isWall && (
        <a class="skip-link" href={`#${skipTarget ?? 'main'}`}>
          {words.value.nav.skip}
        </a>
      )}
      <DemoBand />
      <Header />
      <ConnectionBanner />
      <PulseBanner />
      <ClockBanner />
      {loadState.value === 'ready' && <SignInTrouble look="banner" />}
      <PageContent />
      {!isWall && <BottomTabs />}
      <LiveRegions />
      <LostSession />
    </div>
  )
}
