import { computed, signal } from '@preact/signals'
import { formatFilter, noFilter, parseFilter, type Filter } from '../logic/list/filter.ts'

export type Page = 'city' | 'status' | 'connect'

const paths: Readonly<Record<Page, string>> = {
  city: '/',
  status: '/status',
  connect: '/connect',
}

/** Which part a narrow screen shows; wide ones show them side by side. */
export const views = ['list', 'map', 'record'] as const
export type View = (typeof views)[number]

const readPage = (): Page =>
  location.pathname.startsWith('/status')
    ? 'status'
    : location.pathname.startsWith('/connect')
      ? 'connect'
      : 'city'
const query = () => new URLSearchParams(location.search)

export const page = signal<Page>(readPage())
export const filter = signal<Filter>(parseFilter(query()))
export const selectedId = signal<string | null>(query().get('device'))
const viewWord = signal(query().get('view'))

export const isWall = computed(() => viewWord.value === 'wall' && page.value === 'city')
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

/** Drops what the address says about a preference when the reader chooses another. */
export function forgetInAddress(key: 'lang' | 'theme' | 'motion'): void {
  writeEntry(key, null)
}

/** What stays in the address on the way to another page. */
const preferences: ReadonlySet<string> = new Set(['lang', 'theme', 'motion'])

/** Goes to another page without loading the document again. */
export function openPage(next: Page): void {
  page.value = next
  selectedId.value = null
  viewWord.value = null
  const kept = query()
  for (const key of Array.from(kept.keys())) {
    if (!preferences.has(key)) kept.delete(key)
  }
  filter.value = noFilter
  write(kept, { path: paths[next], push: true })
}

/** Follows the browser's back and forward; returns the function to stop. */
export function startAddress(): () => void {
  const follow = () => {
    page.value = readPage()
    filter.value = parseFilter(query())
    selectedId.value = query().get('device')
    viewWord.value = query().get('view')
  }
  window.addEventListener('popstate', follow)
  return () => window.removeEventListener('popstate', follow)
}
