import { city } from '../state/city.ts'
import { page } from '../state/address.ts'
import { format, textOf, words } from '../state/preferences.ts'
import { isPerson, reader } from '../state/reader.ts'
import { now } from '../state/server-clock.ts'
import { ConnectionChip } from './connection-chip.tsx'
import { PageLinks } from './page-links.tsx'
import { Settings } from './settings.tsx'

/** Whose city, which page, what time, how sure. */
export function Header() {
  const { isWall } = page.value
  return (
    <header class="header">
      <div class="brand">
        <img class="brand-mark" src="/mark.svg" alt="" width="32" height="32" />
        <p class="brand-product">{words.value.product}</p>
        {city.value ? (
          <h1 class="brand-city">{textOf(city.value.city.name)}</h1>
        ) : (
          <h1 class="visually-hidden">{words.value.product}</h1>
        )}
      </div>
      {!isWall && <PageLinks look="page-links" />}
      <div class="header-end">
        <ConnectionChip />
        <Clock />
        {isPerson.value && <p class="reader-name">{reader.value?.person?.display_name}</p>}
        {!isWall && <Settings />}
      </div>
    </header>
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
