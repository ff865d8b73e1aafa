import { homePage, pages } from '../pages.ts'
import { openPage, page, select, setView, view, views, type View } from '../state/address.ts'
import { textOf, words } from '../state/preferences.ts'
import { isOffered } from './page-links.tsx'
import { Icon, icons } from '../parts/icon.tsx'

const viewIcons: Record<View, string> = { list: icons.list, map: icons.map, record: icons.record }

/** The bottom bar of a narrow screen: the parts of the city page, and the pages with a sign. */
export function BottomTabs() {
  const { nav } = words.value
  const names: Record<View, string> = { list: nav.list, map: nav.mapView, record: nav.record }
  const isCity = page.value === homePage
  const show = (word: View) => {
    if (!isCity) openPage(homePage)
    // A panel lies over every part of a narrow screen: it would hide what was asked for.
    select(null)
    setView(word)
  }
  return (
    <nav class="bottom-tabs" aria-label={nav.views}>
      {views.map((word) => (
        <Tab
          key={word}
          path={viewIcons[word]}
          text={names[word]}
          isCurrent={isCity && view.value === word}
          act={() => show(word)}
        />
      ))}
      {pages.map(
        (other) =>
          other.tab &&
          isOffered(other) && (
            <Tab
              key={other.id}
              path={icons[other.tab]}
              text={textOf(other.title)}
              isCurrent={page.value === other}
              act={() => openPage(other)}
            />
          ),
      )}
    </nav>
  )
}

function Tab(props: { path: string; text: string; isCurrent: boolean; act: () => void }) {
  return (
    <button type="button" aria-current={props.isCurrent ? 'true' : undefined} onClick={props.act}>
      <Icon path={props.path} />
      {props.text}
    </button>
  )
}
