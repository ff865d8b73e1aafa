import { isClockSuspect } from '#domain/flags.ts'
import type { Reading } from '#domain/reading.ts'
import type { Page, PageQuery, Store } from '#store/store.ts'
import { compareJournal } from './compare-journal.ts'
import type { CompareMessage, Comparison } from './messages.ts'

/** By device, then by time: the acknowledged level. */
export type Acked = ReadonlyMap<string, ReadonlyMap<number, number>>

const always = { from: 0, to: 8_640_000_000_000_000 }
const pageLimit = 10_000
const examplesMax = 5

/** Follows a list to its end. */
async function listAll<T>(page: (query: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const { items: found, next_cursor } = await page({ limit: pageLimit, cursor })
    items.push(...found)
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return items
}

interface Found {
  /** Every stored reading, by device and time. */
  stored: Map<string, Map<number, Reading>>
  doubled: number
}

async function readStored(store: Store, devices: Iterable<string>): Promise<Found> {
  const stored = new Map<string, Map<number, Reading>>()
  let doubled = 0
  for (const device of devices) {
    const items = await listAll((page) => store.listReadings('flood', device, always, page))
    const byTs = new Map(items.map((reading) => [reading.ts, reading]))
    doubled += items.length - byTs.size
    stored.set(device, byTs)
  }
  return { stored, doubled }
}

/** The changes of level that the stored readings of a gauge mean, as `ts level`. */
function expectCrossings(readings: Iterable<Reading>, thresholdM: number): string[] {
  const inOrder = [...readings]
    .filter(({ reasons }) => !isClockSuspect(reasons))
    .toSorted((a, b) => a.ts - b.ts)
  const expected: string[] = []
  let wasAbove = false
  for (const { ts, values } of inOrder) {
    const isAbove = Number(values['level_m']) >= thresholdM
    if (isAbove !== wasAbove) expected.push(`${ts} ${isAbove ? 'raised' : 'cleared'}`)
    wasAbove = isAbove
  }
  return expected
}

async function compareCrossings(store: Store, { stored }: Found, request: CompareMessage) {
  const found = await listAll((page) => store.listCrossings({}, page))
  const counts = { crossings: found.length, crossingsMissing: 0, crossingsDoubled: 0 }
  // A hole in the numbers is a crossing that somebody may have been told and that is gone.
  const numbers = new Set(found.map(({ crossing_seq }) => crossing_seq))
  for (let n = 1; n <= found.length; n++) if (!numbers.has(n)) counts.crossingsMissing += 1
  for (const device of request.crossing) {
    const keys = found
      .filter((crossing) => crossing.device === device)
      .map(({ ts, direction }) => `${ts} ${direction}`)
    const distinct = new Set(keys)
    const expected = expectCrossings(stored.get(device)?.values() ?? [], request.thresholdM)
    counts.crossingsDoubled += keys.length - distinct.size
    counts.crossingsMissing += expected.filter((key) => !distinct.has(key)).length
    // One that no reading stands for counts as one too many.
    counts.crossingsDoubled += distinct.difference(new Set(expected)).size
  }
  return counts
}

/** Holds what devices were told against what is on disk and what consumers were given. */
export async function compare(
  store: Store,
  acked: Acked,
  request: CompareMessage,
): Promise<Comparison> {
  const found = await readStored(store, new Set([...acked.keys(), ...request.crossing]))
  const tally = { acknowledged: 0, lost: 0, changed: 0 }
  const examples: string[] = []
  for (const [device, levels] of acked) {
    tally.acknowledged += levels.size
    for (const [ts, levelM] of levels) {
      const reading = found.stored.get(device)?.get(ts)
      if (reading && reading.values['level_m'] !== levelM) tally.changed += 1
      if (reading) continue
      tally.lost += 1
      if (examples.length < examplesMax) examples.push(`${device} at ${ts}`)
    }
  }
  const { journalDoubled, ...journal } = await compareJournal(store, found.stored)
  const readings = [...found.stored.values()].flatMap((ofDevice) => [...ofDevice.values()])
  const stored = readings.length
  const clockSuspect = readings.filter(({ reasons }) => isClockSuspect(reasons)).length
  const crossings = await compareCrossings(store, found, request)
  const doubled = found.doubled + journalDoubled
  return { ...tally, ...journal, ...crossings, stored, clockSuspect, doubled, examples }
}
