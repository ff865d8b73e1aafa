import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { LiveComparison } from './messages.ts'
import type { PageNotes } from './page-notes.ts'

/** What the pages showed of one device, against what is stored of it. */
export interface ShownFound {
  values: number
  invented: number
  /** Pages on which the newest value is not the one shown. */
  notNewest: number
}

/** Holds every value that the pages showed of a device against its stored readings. */
export function compareShown(
  pages: readonly PageNotes[],
  device: string,
  stored: ReadonlyMap<number, Reading>,
): ShownFound {
  const newest = findNewest([...stored.values()])
  const found: ShownFound = { values: 0, invented: 0, notNewest: 0 }
  for (const page of pages) {
    const shown = [...(page.shown.get(device) ?? [])]
    found.values += shown.length
    found.invented += shown.filter(
      ([ts, levelM]) => stored.get(ts)?.values['level_m'] !== levelM,
    ).length
    const latest = page.latestOf(device)
    const isNewest =
      latest?.ts === newest?.ts && latest?.values['level_m'] === newest?.values['level_m']
    if (!isNewest) found.notNewest += 1
  }
  return found
}

/** Of the latest place, and of equal ones with the latest stamp. */
const findNewest = (readings: readonly Reading[]): Reading | undefined =>
  readings.toSorted((a, b) => b.place_ts - a.place_ts || b.ts - a.ts)[0]

type StoredByNumber = ReadonlyMap<number, StoredCrossing>

/** Does the store have what the page was told under this number? */
function isStored(page: PageNotes, number: number, stored: StoredByNumber): boolean {
  const told = page.crossings.get(number)?.crossing
  const kept = stored.get(number)
  return (
    told !== undefined &&
    told.device === kept?.device &&
    told.ts === kept.ts &&
    told.direction === kept.direction
  )
}

/** Every stored crossing has to have reached every page once, live or when it came back. */
export function compareToldCrossings(
  pages: readonly PageNotes[],
  crossings: readonly StoredCrossing[],
) {
  const stored = new Map(crossings.map((crossing) => [crossing.crossing_seq, crossing]))
  const counts = { crossings: 0, passedOver: 0, missing: 0, doubled: 0, invented: 0 }
  for (const page of pages) {
    counts.crossings += page.crossings.size
    counts.passedOver += page.passedOver.size
    for (const [number, { times }] of page.crossings) {
      counts.doubled += times - 1
      if (!isStored(page, number, stored)) counts.invented += 1
    }
    for (const number of stored.keys()) {
      if (!page.crossings.has(number) && !page.passedOver.has(number)) counts.missing += 1
    }
  }
  return counts
}

/** Undefined where no page was opened. */
export function compareLive(
  pages: readonly PageNotes[],
  crossings: readonly StoredCrossing[],
  shown: readonly ShownFound[],
): LiveComparison | undefined {
  if (pages.length === 0) return undefined
  const sum = <T>(list: readonly T[], of: (one: T) => number) =>
    list.reduce((total, one) => total + of(one), 0)
  return {
    connections: sum(pages, (page) => page.connections),
    resumed: sum(pages, (page) => page.resumed),
    ...compareToldCrossings(pages, crossings),
    values: sum(shown, ({ values }) => values),
    valuesInvented:
      sum(shown, ({ invented }) => invented) + sum(pages, ({ contradicted }) => contradicted),
    notNewest: sum(shown, ({ notNewest }) => notNewest),
    wentBack: sum(pages, (page) => page.wentBack),
  }
}
