import { useComputed, useSignal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import { troubleOf } from '../../../logic/device/trouble.ts'
import { filterRows, sortRows, type InventoryRow } from '../../../logic/inventory/inventory-rows.ts'
import { filter, setFilter, clearFilter } from '../../../state/address.ts'
import { findKind, kinds } from '../../../state/city.ts'
import { findEntry, fleet, standingsVersion } from '../../../state/fleet.ts'
import { language, textOf, words } from '../../../state/preferences.ts'
import { may, mayReadQuarantine } from '../../../state/reader.ts'
import { loadJson } from '../../../state/request.ts'
import { Icon, icons, KindIcon } from '../../../parts/icon.tsx'
import { ToggleBar } from '../../../parts/toggle-bar.tsx'
import { DownloadLink } from '../download-link.tsx'
import { LinkToPart } from '../link-to-part.tsx'
import { useFollowed, type Followed } from '../../../parts/use-followed.ts'
import { countWords, pageWords } from '../words/page.ts'
import { InventoryTable } from './inventory-table.tsx'

/** Every device of the city: searched, filtered, each a way to its settings. */
export function InventoryList() {
  const withRetired = useSignal(false)
  const onlyTrouble = useSignal(false)
  const path = `/v1/inventory?retired=${withRetired.value}`
  const { state } = useFollowed(path, loadAll)
  return (
    <main id="main" class="status-page devices-page" tabIndex={-1}>
      <div class="status-lead">
        <h2>{textOf(pageWords.title)}</h2>
        <p class="muted">{textOf(pageWords.lead)}</p>
      </div>
      <Acts />
      <ListFilter withRetired={withRetired} onlyTrouble={onlyTrouble} />
      <Rows state={state} onlyTrouble={onlyTrouble} />
    </main>
  )
}

interface Items {
  items: InventoryItem[]
}

/** A list however long: the server gives it a page at a time. */
async function loadAll(path: string): Promise<Items> {
  const items: InventoryItem[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: Items & { next_cursor: string | null } = await loadJson(path + query)
    items.push(...page.items)
    cursor = page.next_cursor
  }
  return { items }
}

/** What can be done to the list as a whole. */
function Acts() {
  return (
    <div class="devices-acts">
      {may('device.edit') && (
        <LinkToPart part="add" look="button is-main">
          <Icon path={icons.plus} />
          {textOf(pageWords.add)}
        </LinkToPart>
      )}
      <LinkToPart part="import" look="button">
        {textOf(pageWords.import)}
      </LinkToPart>
      <DownloadLink />
      {mayReadQuarantine.value && (
        <a class="button" href="/connect">
          <Icon path={icons.plug} />
          {words.value.connect.title}
        </a>
      )}
    </div>
  )
}

interface FilterProps {
  withRetired: Signal<boolean>
  onlyTrouble: Signal<boolean>
}

const prevent = (event: Event) => event.preventDefault()

function ListFilter({ withRetired, onlyTrouble }: FilterProps) {
  return (
    <form
      class="devices-filter"
      role="search"
      onSubmit={prevent}
      aria-label={textOf(pageWords.filter)}
    >
      <input
        type="search"
        placeholder={textOf(pageWords.search)}
        aria-label={textOf(pageWords.search)}
        value={filter.value.text}
        onInput={(event) => setFilter({ ...filter.peek(), text: event.currentTarget.value })}
      />
      <KindToggles />
      <TickBox of={onlyTrouble} label={textOf(pageWords.onlyTrouble)} />
      <TickBox of={withRetired} label={textOf(pageWords.withRetired)} />
    </form>
  )
}

function TickBox({ of, label }: { of: Signal<boolean>; label: string }) {
  return (
    <label class="edit-tick">
      <input
        type="checkbox"
        checked={of.value}
        onChange={(event) => (of.value = event.currentTarget.checked)}
      />
      {label}
    </label>
  )
}

function KindToggles() {
  const chosen = filter.value.kinds
  const press = (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]
    setFilter({ ...filter.peek(), kinds: next })
  }
  const toggles = kinds.value.map(({ id, title }) => ({
    key: id,
    isPressed: chosen.includes(id),
    content: (
      <>
        <KindIcon kind={id} />
        {textOf(title)}
      </>
    ),
    press: () => press(id),
  }))
  return <ToggleBar label={textOf(pageWords.kinds)} toggles={toggles} />
}

function rowOf(item: InventoryItem): InventoryRow {
  const standing = findEntry(item.id)?.standing.peek()
  return {
    item,
    trouble: standing && troubleOf(standing),
    kindTitle: textOf(findKind(item.kind)?.title) ?? item.kind,
    name: textOf(item.name),
  }
}

interface RowsProps {
  state: ReadonlySignal<Followed<Items>>
  onlyTrouble: Signal<boolean>
}

function Rows({ state, onlyTrouble }: RowsProps) {
  const all = useComputed(() => {
    void standingsVersion.value
    void fleet.value
    const items = typeof state.value === 'object' ? state.value.loaded.items : []
    return sortRows(items.map(rowOf), language.value)
  })
  const shown = useComputed(() =>
    filterRows(all.value, {
      text: filter.value.text,
      kinds: filter.value.kinds,
      onlyTrouble: onlyTrouble.value,
    }),
  )
  const { load } = words.value
  if (state.value === 'loading') return <p class="muted">{load.loading}</p>
  if (typeof state.value === 'string') {
    return (
      <p class="is-bad" role="alert">
        {load.failed} {load.again}
      </p>
    )
  }
  const reset = () => {
    clearFilter()
    onlyTrouble.value = false
  }
  return (
    <section aria-label={textOf(pageWords.title)}>
      <p class="muted" role="status">
        {textOf(countWords(shown.value.length, all.value.length))}
      </p>
      {shown.value.length > 0 ? (
        <InventoryTable rows={shown.value} />
      ) : (
        <NoRows isFiltered={all.value.length > 0} reset={reset} />
      )}
    </section>
  )
}

function NoRows({ isFiltered, reset }: { isFiltered: boolean; reset: () => void }) {
  return (
    <div class="empty">
      <p>{textOf(isFiltered ? pageWords.noMatch : pageWords.none)}</p>
      {isFiltered && (
        <button type="button" class="button" onClick={reset}>
          {textOf(pageWords.clear)}
        </button>
      )}
    </div>
  )
}
