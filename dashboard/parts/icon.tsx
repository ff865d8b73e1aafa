import { findKind } from '../state/city.ts'

/** A pictogram given as path data in a 24 × 24 box. */
export function Icon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

/** A kind nobody described an icon for still gets a mark. */
const unknownKind = 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z'

export function KindIcon({ kind }: { kind: string }) {
  return <Icon path={findKind(kind)?.map.icon ?? unknownKind} />
}

/** Pictograms of the page itself. */
export const icons = {
  check: 'M5 12.5 10 17.5 19.5 7',
  plug: 'M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0ZM12 18v3',
  close: 'M6 6l12 12M18 6 6 18',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3.5 2',
  wrongClock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5M4 4l16 16',
  warn: 'M12 3 22 20H2ZM12 9.5v5M12 17.2v.01',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  steady: 'M4 12h16M14 7l6 5-6 5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  pause: 'M8.5 5v14M15.5 5v14',
  question: 'M8 8.5a4 4 0 1 1 6 3.5c-1.4.8-2 1.6-2 3M12 19.2v.01',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  map: 'M9 4 3 6.5v13.5l6-2.5 6 2.5 6-2.5V4l-6 2.5ZM9 4v13.5M15 6.5V20',
  record: 'M6 3h12v18H6ZM9 8h6M9 12h6M9 16h4',
  pulse: 'M3 12h4l3-7 4 14 3-7h4',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  filter: 'M4 6h16M7 12h10M10 18h4',
} as const

export type IconName = keyof typeof icons
