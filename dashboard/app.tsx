import { useSignalEffect } from '@preact/signals'
import { isWall, page } from './state/address.ts'
import { connection } from './state/connection.ts'
import { loadState } from './state/load-city.ts'
import { words } from './state/preferences.ts'
import { city } from './state/city.ts'
import { language } from './state/preferences.ts'
import { AlarmStrip } from './parts/alarm/alarm-strip.tsx'
import { CityPage } from './pages/city/page.tsx'
import { BottomTabs } from './frame/bottom-tabs.tsx'
import { ClockBanner } from './frame/clock-banner.tsx'
import { ConnectionBanner } from './frame/connection-banner.tsx'
import { DemoBand } from './frame/demo-band.tsx'
import { Header } from './frame/header.tsx'
import { LiveRegions } from './frame/live-regions.tsx'
import { PulseBanner } from './frame/pulse-banner.tsx'
import { LoadFailed, LoadSkeleton } from './frame/load-state.tsx'
import { ConnectPage } from './pages/connect/page.tsx'
import { StatusPage } from './pages/status/page.tsx'
import { WallPage } from './pages/wall/page.tsx'

/** The whole page. Wide or narrow is a matter of style sheets; only the wall is built otherwise. */
export function App() {
  useSignalEffect(() => {
    const cut = connection.value === 'cut' ? words.value.connection.titlePrefix : ''
    const name = city.value?.city.name[language.value]
    const { nav, status, connect } = words.value
    const titles = { city: nav.map, status: status.title, connect: connect.title }
    const title = titles[page.value]
    document.title = `${cut}${title}${name ? ` | ${name}` : ''} | ${words.value.product}`
  })
  const wall = isWall.value
  const hasList = page.value === 'city' && loadState.value === 'ready'
  return (
    <div
      class={`app ${wall ? 'is-wall' : ''}`}
      data-page={page.value}
      data-connection={connection.value}
    >
      {!wall && (
        <a class="skip-link" href={hasList ? '#device-list' : '#main'}>
          {words.value.nav.skip}
        </a>
      )}
      <DemoBand />
      <Header />
      <ConnectionBanner />
      <PulseBanner />
      <ClockBanner />
      <Content />
      {!wall && <BottomTabs />}
      <LiveRegions />
    </div>
  )
}

function Content() {
  if (loadState.value === 'loading') return <LoadSkeleton />
  if (loadState.value !== 'ready') return <LoadFailed detail={loadState.value.failed} />
  if (page.value === 'status') return <StatusPage />
  if (page.value === 'connect') return <ConnectPage />
  if (isWall.value) return <WallPage />
  return (
    <>
      <AlarmStrip />
      <CityPage />
    </>
  )
}
