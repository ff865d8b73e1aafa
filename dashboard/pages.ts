import type { Needs } from '#domain/access/capabilities.ts'
import type { Labels } from '#domain/words/labels.ts'
import type { IconName } from './parts/icon.tsx'

/** A page of the dashboard. Address, menu, tabs, title and what the server serves follow from it. */
export interface PageInfo {
  /** Its folder in `pages/`, whose `page.tsx` holds the component `Page`. */
  id: string
  path: `/${string}`
  /** The word of `view` in the address that tells it from another page with the same path. */
  view?: string
  /** Another address that people try for it. */
  alias?: `/${string}`
  title: Labels
  /** What its reader must be allowed to do, as with a route of the API. */
  needs: Needs
  /** Its sign in the bottom bar of a narrow screen, whose settings list every page. */
  tab?: IconName
  /** The element that the skip link leads to. */
  skipTo?: string
  /** It shows the state of the platform, which the server sends only to those who show it. */
  showsHealth?: true
  /** Its link is shown to those alone who may open it: few do, and nobody comes upon it by chance. */
  isForFew?: true
  /** Reached from another page or by a link of its own in the header, not from the menu. */
  isOffMenu?: true
  /** For a screen across the room: large, without menu, settings and tabs. */
  isWall?: true
}

/** Where an address that no page has leads to. */
export const homePage: PageInfo = {
  id: 'city',
  path: '/',
  title: { ja: '状況', en: 'Situation' },
  needs: 'public.read',
  skipTo: 'device-list',
}

/** Who somebody is here: the way in, and what they may do. */
export const accountPage: PageInfo = {
  id: 'account',
  path: '/account',
  title: { ja: 'アカウント', en: 'Account' },
  needs: 'public',
  isOffMenu: true,
}

/** Every page in the order of the menu. */
export const pages: readonly PageInfo[] = [
  homePage,
  {
    id: 'status',
    path: '/status',
    title: { ja: '稼働状況', en: 'System status' },
    needs: 'city.read',
    tab: 'pulse',
    showsHealth: true,
  },
  {
    id: 'devices',
    path: '/devices',
    title: { ja: '機器', en: 'Devices' },
    needs: 'device.service',
  },
  {
    id: 'connect',
    path: '/connect',
    title: { ja: '機器をつなぐ', en: 'Connect a device' },
    needs: 'quarantine.read',
    isOffMenu: true,
  },
  {
    id: 'people',
    path: '/people',
    title: { ja: '利用者', en: 'People' },
    needs: 'people.manage',
    isForFew: true,
  },
  {
    id: 'audit',
    path: '/audit',
    title: { ja: '監査', en: 'Audit' },
    needs: 'audit.read',
    isForFew: true,
  },
  {
    id: 'wall',
    path: '/',
    view: 'wall',
    alias: '/wall',
    title: { ja: '大画面', en: 'Wall display' },
    needs: 'public.read',
    isWall: true,
  },
  accountPage,
]

/** The page at an address; home where no page has it. */
export function findPage(path: string, view: string | null): PageInfo {
  const here = pages.filter((page) => page.path === path)
  return (
    pages.find((page) => page.alias === path) ??
    here.find((page) => page.view !== undefined && page.view === view) ??
    here.find((page) => page.view === undefined) ??
    homePage
  )
}
