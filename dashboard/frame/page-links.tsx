import { pages, type PageInfo } from '../pages.ts'
import { openPage, page } from '../state/address.ts'
import { language, textOf, words } from '../state/preferences.ts'
import { mayOpen, reader, readsAll } from '../state/reader.ts'

/** A link to every page, in the header or, on a narrow screen, in the settings. */
export function PageLinks({ look }: { look: string }) {
  return (
    <nav class={look} aria-label={words.value.nav.pages}>
      {pages.filter(isOffered).map((target) => (
        <a
          key={target.id}
          href={addressOf(target)}
          aria-current={page.value === target ? 'page' : undefined}
          onClick={(event) => follow(event, target)}
        >
          {textOf(target.title)}
        </a>
      ))}
    </nav>
  )
}

/** The public does not see links to what only staff may open; who has none yet sees where it is. */
export const isOffered = (target: PageInfo) =>
  !target.isOffMenu && (mayOpen(target) || (!target.isForFew && isNotPublic()))

const isNotPublic = () => reader.value === null || readsAll.value

/** The wall is a screen of its own: its address holds the language that nobody there can choose. */
function addressOf({ path, view, isWall }: PageInfo): string {
  const query = new URLSearchParams({
    ...(view && { view }),
    ...(isWall && { lang: language.value }),
  }).toString()
  return query === '' ? path : `${path}?${query}`
}

/** Opens a page without loading the document, where a click means that. */
export function follow(event: MouseEvent, target: PageInfo): void {
  // A click that opens a tab or window stays a link; so does the way to the wall.
  if (event.metaKey || event.ctrlKey || event.shiftKey || target.isWall) return
  event.preventDefault()
  if (page.peek() !== target) openPage(target)
}
