import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import { formatFilter, noFilter, parseFilter, type Filter } from '../logic/list/filter.ts'
import { findPage, type PageInfo } from '../pages.ts'

/** Which part a narrow screen shows; wide ones show them side by side. */
export const views = ['list', 'map', 'record'] as const
export type View = (typeof views)[number]

const query = () => new URLSearchParams(location.search)

const path = signal(location.pathname)
export const filter = signal<Filter>(parseFilter(query()))
export const selectedId = signal<string | null>(query().get('device'))
const viewWord = signal(query().get('view'))

export const page = computed(() => findPage(path.value, viewWord.value))
export const view = computed<View>(() => views.find((word) => word === viewWord.value) ?? 'list')

function write(next: URLSearchParams, options: { path?: string; push?: boolean } = {}): void {
  const search = next.toString()
  const address = `${options.path ?? location.pathname}${search ? `?${search}` : ''}`
  if (options.push) history.pushState(null, '', address)
  else history.replaceState(null, '', address)
}

function writeEntry(key: string, value: string | null, push = false): void {
  const next = query()
  if (value === null) next.delete(key)
  else next.set(key, value)
  write(next, { push })
}

export function setFilter(next: Filter): void {
  filter.value = next
  write(formatFilter(next, query()))
}

export const clearFilter = (): void => setFilter(noFilter)

/** Opens a device's panel, or closes it with null. */
export function select(id: string | null): void {
  if (selectedId.value === id) return
  selectedId.value = id
  writeEntry('device', id, id !== null)
}

export function setView(next: View): void {
  viewWord.value = next === 'list' ? null : next
  writeEntry('view', viewWord.value)
}

/** The part of a page that its address names, where the page has parts of its own. */
export const part: ReadonlySignal<string | null> = viewWord

/** Opens another part of the page, or with null its beginning; the browser's back leads here again. */
export function openPart(word: string | null): void {
  const next = query()
  next.delete('device')
  if (word === null) next.delete('view')
  else next.set('view', word)
  write(next, { push: true })
  readAddress()
}

/** Drops what the address says about a preference when the reader chooses another. */
export function forgetInAddress(key: 'lang' | 'theme' | 'motion'): void {
  writeEntry(key, null)
}

/** What stays in the address on the way to another page. */
const preferences: ReadonlySet<string> = new Set(['lang', 'theme', 'motion'])

/** Goes to another page without loading the document again. */
export function openPage(next: PageInfo): void {
  const kept = query()
  for (const key of Array.from(kept.keys())) {
    if (!preferences.has(key)) kept.delete(key)
  }
  if (next.view) kept.set('view', next.view)
  write(kept, { path: next.path, push: true })
  readAddress()
}

function readAddress(): void {
  batch(() => {
    path.value = location.pathname
    filter.value = parseFilter(query())
    selectedId.value = query().get('device')
    viewWord.value = query().get('view')
  })
}

/** Follows the browser's back and forward; returns the function to stop. */
export function startAddress(): () => void {
  window.addEventListener('popstate', readAddress)
  return () => window.removeEventListener('popstate', readAddress)
}
