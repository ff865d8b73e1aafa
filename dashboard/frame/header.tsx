import { city } from '../state/city.ts'
import { isWall, openPage, page, type Page } from '../state/address.ts'
import { format, language, words } from '../state/preferences.ts'
import { now } from '../state/server-clock.ts'
import { ConnectionChip } from './connection-chip.tsx'
import { Settings } from './settings.tsx'

/** Whose city, which page, what time, how sure. */
export function Header() {
  const name = city.value?.city.name
  return (
    <header class="header">
      <div class="brand">
        <img class="brand-mark" src="/mark.svg" alt="" width="32" height="32" />
        <p class="brand-product">{words.value.product}</p>
        <h1 class="brand-city">{name?.[language.value] ?? ''}</h1>
      </div>
      {!isWall.value && <PageLinks />}
      <div class="header-end">
        <ConnectionChip />
        <Clock />
        {!isWall.value && <Settings />}
      </div>
    </header>
  )
}

function PageLinks() {
  const { nav, connect } = words.value
  const links: readonly { page: Page; href: string; text: string }[] = [
    { page: 'city', href: '/', text: nav.map },
    { page: 'status', href: '/status', text: nav.status },
    { page: 'connect', href: '/connect', text: connect.short },
  ]
  const follow = (event: MouseEvent, target: Page) => {
    // A click that opens a tab or window stays a link.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    if (page.peek() !== target) openPage(target)
  }
  return (
    <nav class="page-links" aria-label={nav.pages}>
      {links.map((link) => (
        <a
          key={link.page}
          href={link.href}
          aria-current={page.value === link.page ? 'page' : undefined}
          onClick={(event) => follow(event, link.page)}
        >
          {link.text}
        </a>
      ))}
      <a class="wall-link" href={`/?view=wall&lang=${language.value}`}>
        {nav.wall}
      </a>
    </nav>
  )
}

function Clock() {
  return (
    <p class="clock">
      <span class="visually-hidden">{words.value.time.clock}</span>
      <span class="clock-day">{format.value.day(now.value)}</span>
      <time class="clock-time figure">{format.value.timeWithSeconds(now.value)}</time>
    </p>
  )
}
