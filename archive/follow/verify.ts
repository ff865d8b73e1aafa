import { crossingRecord } from '#domain/facts/crossing.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store, TimeRange } from '#store/store.ts'
import type { ArchiveReader, History } from '../port.ts'

interface VerifyOptions {
  store: Pick<Store, 'listReadings' | 'foldReadings' | 'listFacts'>
  /** By raw points, not rollups. */
  archive: ArchiveReader
  directory: Pick<DeviceDirectory, 'list'>
  range: TimeRange
  /** How long each of the two keeps what; without it, both keep everything. */
  kept?: Kept
  /** Also compares every reading, field by field. */
  values: boolean
}

/** Ages at which something is deleted, ms, as of `now` (epoch ms). */
interface Kept {
  now: number
  /** Readings of the recent store. */
  readingsMs: number
  /** Crossings of the recent store. */
  recordsMs: number
  /** Points of the archive; null: for ever. */
  archiveMs: number | null
}

/** A device's day on which the two do not agree. */
export interface Difference {
  device: string
  kind: string
  /** Beginning of the city's day, epoch ms. */
  day: number
  recent: number
  archived: number
  /** The first reading that differs; only where values were compared. */
  example: { recent: Reading | null; archived: Reading | null } | null
}

export interface Verified {
  devices: number
  readings: number
  differences: Difference[]
  crossings: number
  /** Numbers of the crossings that the archive lacks, oldest first. */
  missingCrossings: number[]
}

const page = { limit: 10_000 }

// Both go on deleting while they are compared.
const marginMs = 3_600_000

/** The part of a range that both keep: what only one has by now is no difference. */
function keptRange(range: TimeRange, { kept }: VerifyOptions, ofStore: keyof Kept): TimeRange {
  if (!kept) return range
  const ageMs = Math.min(kept[ofStore] ?? Infinity, kept.archiveMs ?? Infinity)
  return { from: Math.max(range.from, kept.now - ageMs + marginMs), to: range.to }
}

/** Compares the recent store with the archive, device by device and day by day. */
export async function verifyArchive(asked: VerifyOptions): Promise<Verified> {
  const options = { ...asked, range: keptRange(asked.range, asked, 'readingsMs') }
  const records = { ...asked, range: keptRange(asked.range, asked, 'recordsMs') }
  const compared = await compareCrossings(records)
  const verified: Verified = { devices: 0, readings: 0, differences: [], ...compared }
  for (const device of options.directory.list()) {
    const days = await compareDays(device, options)
    verified.devices += 1
    for (const { recent, differs, ...day } of days.values()) {
      verified.readings += recent
      if (differs) verified.differences.push({ ...day, recent })
    }
  }
  return verified
}

async function compareCrossings({ store, archive, range }: VerifyOptions) {
  const numbers: number[] = []
  let cursor: string | undefined
  do {
    const { items, next_cursor } = await store.listFacts('crossing', { range, ...page, cursor })
    numbers.push(...items.map(({ crossing_seq }) => crossing_seq))
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  // The newest comes first.
  const archived = new Set(await archive.listNumbers(crossingRecord, range, numbers[0] ?? 0))
  const missingCrossings = numbers.filter((number) => !archived.has(number)).toReversed()
  return { crossings: numbers.length, missingCrossings }
}

async function compareDays(
  device: Device,
  { store, archive, range, values }: VerifyOptions,
): Promise<Map<number, Difference & { differs: boolean }>> {
  const days = new Map<number, Difference & { differs: boolean }>()
  const dayOf = (ts: number) => {
    const found = days.get(ts)
    if (found) return found
    const { id, kind } = device
    const fresh = { device: id, kind, day: ts, recent: 0, archived: 0, example: null }
    const day = { ...fresh, differs: false }
    days.set(ts, day)
    return day
  }
  for (const { ts, total } of await listDays(store, device, range)) dayOf(ts).recent = total
  for (const { ts, total } of await listDays(archive, device, range)) dayOf(ts).archived = total
  const starts = [...days.keys()].toSorted((a, b) => a - b)
  for (const [index, start] of starts.entries()) {
    const day = dayOf(start)
    day.differs = day.recent !== day.archived
    if (!values) continue
    const to = Math.min(range.to, starts[index + 1] ?? range.to)
    const part = { from: Math.max(range.from, start), to }
    day.example = await findDifference(device, part, { store, archive })
    day.differs ||= day.example !== null
  }
  return days
}

async function listDays(
  from: Pick<History, 'foldReadings'>,
  { kind, id }: Device,
  range: TimeRange,
): Promise<{ ts: number; total: number }[]> {
  const { items } = await from.foldReadings(kind, id, range, { days: 1 }, page)
  return items.map(({ ts, count, excluded }) => ({ ts, total: count + excluded }))
}

async function findDifference(
  { kind, id }: Device,
  range: TimeRange,
  { store, archive }: Pick<VerifyOptions, 'store' | 'archive'>,
): Promise<Difference['example']> {
  const archived = listAll(archive, kind, { id, range })
  for await (const recent of listAll(store, kind, { id, range })) {
    const { value } = await archived.next()
    if (!value || !isSame(recent, value)) return { recent, archived: value ?? null }
  }
  const { value } = await archived.next()
  return value ? { recent: null, archived: value } : null
}

async function* listAll(
  from: Pick<History, 'listReadings'>,
  kind: string,
  { id, range }: { id: string; range: TimeRange },
): AsyncGenerator<Reading, undefined> {
  let cursor: string | undefined
  do {
    const { items, next_cursor } = await from.listReadings(kind, id, range, { ...page, cursor })
    yield* items
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return undefined
}

/** Same content; `received_ts`, `seq` and `boot` included, the order of fields not. */
function isSame(a: Reading, b: Reading): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

const sorted = ({ values, ...reading }: Reading) => [
  Object.entries(reading).toSorted(byName),
  Object.entries(values).toSorted(byName),
]

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)
