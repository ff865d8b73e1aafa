import { listInForce } from '#alarms/level/in-force.ts'
import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { Page, PageQuery, Store } from '#store/store.ts'
import { passOverStored } from '#test/alarms/reference-pass.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { compareJournal } from './compare-journal.ts'
import { compareLive, compareShown, type ShownFound } from './compare-live.ts'
import type { CompareMessage, Comparison } from './messages.ts'
import type { PageNotes } from './page-notes.ts'

/** By device, then by time: the acknowledged level. */
export type Acked = ReadonlyMap<string, ReadonlyMap<number, number>>

/** What the checker kept beside the server. */
export interface Kept {
  acked: Acked
  pages: readonly PageNotes[]
}

const always = { from: 0, to: 8_640_000_000_000_000 }
const pageLimit = 10_000
const fewExamples = 5

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

/** What is on disk of one device, and what of it is not as the device was told. */
interface DeviceFound {
  /** The time of every stored reading. */
  times: ReadonlySet<number>
  doubled: number
  /** Times that were acknowledged and are not there. */
  lost: readonly number[]
  changed: number
  clockSuspect: number
  /** The changes of level that its readings mean, as `ts direction`. */
  crossings: readonly string[]
  shown: ShownFound
}

const none: ReadonlyMap<number, number> = new Map()

/** Looks at one device at a time: ten minutes of a flood are more readings than memory holds. */
async function compareDevice(
  store: Store,
  { device, kept }: { device: string; kept: Kept },
  thresholdM: number,
): Promise<DeviceFound> {
  const acked = kept.acked.get(device) ?? none
  const items = await listAll((page) => store.listReadings('flood', device, always, page))
  const stored = new Map(items.map((reading) => [reading.ts, reading]))
  const isChanged = ([ts, levelM]: [number, number]) =>
    stored.has(ts) && stored.get(ts)?.values['level_m'] !== levelM
  return {
    times: new Set(stored.keys()),
    doubled: items.length - stored.size,
    lost: [...acked.keys()].filter((ts) => !stored.has(ts)),
    changed: [...acked].filter(isChanged).length,
    clockSuspect: [...stored.values()].filter(({ reasons }) => isClockSuspect(reasons)).length,
    crossings: expectCrossings([...stored.values()], localThresholds({ caution: thresholdM })),
    shown: compareShown(kept.pages, device, stored),
  }
}

/** The changes of level that readings of a gauge mean, as `ts direction`. */
const expectCrossings = (stored: readonly Reading[], thresholds: Thresholds): string[] =>
  passOverStored(stored, thresholds).map(([ts, from, to]) => describe(ts, to > from))

const describe = (ts: number, isRise: boolean) => `${ts} ${isRise ? 'raised' : 'cleared'}`

type FoundByDevice = ReadonlyMap<string, DeviceFound>

function compareCrossings(
  crossings: readonly StoredCrossing[],
  found: FoundByDevice,
  devices: readonly string[],
) {
  const counts = { crossings: crossings.length, crossingsMissing: 0, crossingsDoubled: 0 }
  // A hole in the numbers is a crossing that somebody may have been told and that is gone.
  const numbers = new Set(crossings.map(({ crossing_seq }) => crossing_seq))
  for (let n = 1; n <= crossings.length; n++) if (!numbers.has(n)) counts.crossingsMissing += 1
  const record = listInForce(crossings)
  for (const device of devices) {
    const keys = record
      .filter((crossing) => crossing.device === device)
      .map(({ ts, direction }) => describe(ts, direction === 'raised'))
    const distinct = new Set(keys)
    const expected = new Set(found.get(device)?.crossings)
    counts.crossingsDoubled += keys.length - distinct.size
    counts.crossingsMissing += expected.difference(distinct).size
    // One that no reading stands for counts as one too many.
    counts.crossingsDoubled += distinct.difference(expected).size
  }
  return counts
}

/** Holds what devices and pages were told against what is on disk and what consumers were given. */
export async function compare(
  store: Store,
  kept: Kept,
  request: CompareMessage,
): Promise<Comparison> {
  const found = new Map<string, DeviceFound>()
  for (const device of new Set([...kept.acked.keys(), ...request.crossing])) {
    found.set(device, await compareDevice(store, { device, kept }, request.thresholdM))
  }
  const sum = (of: (one: DeviceFound) => number) =>
    [...found.values()].reduce((total, one) => total + of(one), 0)
  const times = new Map([...found].map(([device, one]) => [device, one.times]))
  const { journalDoubled, ...journal } = await compareJournal(store, times, {
    mayBePruned: request.journalMayBePruned,
    inOrder: request.crossing,
  })
  const crossings = await listAll((page) => store.listFacts('crossing', page))
  const shown = [...found.values()].map((one) => one.shown)
  const live = compareLive(kept.pages, crossings, shown)
  const lost = [...found].flatMap(([device, one]) => one.lost.map((ts) => `${device} at ${ts}`))
  return {
    acknowledged: [...kept.acked.values()].reduce((total, acked) => total + acked.size, 0),
    stored: sum((one) => one.times.size),
    lost: lost.length,
    doubled: sum((one) => one.doubled) + journalDoubled,
    changed: sum((one) => one.changed),
    clockSuspect: sum((one) => one.clockSuspect),
    ...journal,
    ...compareCrossings(crossings, found, request.crossing),
    ...(live && { live }),
    examples: lost.slice(0, request.examplesMax ?? fewExamples),
  }
}
