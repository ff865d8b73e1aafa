import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store } from '#store/store.ts'
import { byPlace, isReport, usableValueOf, type GaugeValue } from '../gauge-value.ts'
import { findCertain } from './certain.ts'
import type { Gauge } from '../gauge.ts'
import type { GaugeRule } from '../rule.ts'

/** Looked through one after the other: a gauge in a storm reports often, a calm one once a day. */
const spansMs = [2 * 3_600_000, 2 * 86_400_000, Number.POSITIVE_INFINITY]
/**
 * The store lists by the stamp, and a place may lie away from it: so far for a clock that runs in
 * another time zone.
 */
const awayMs = 26 * 3_600_000
const readingsLimit = 5_000
const crossingsLimit = 1_000

export type RecallStore = Pick<Store, 'listReadings' | 'listFacts'>

/** What is to be repaired of a gauge. */
export interface Sought {
  gauge: Gauge
  rule: GaugeRule
  fromTs: number
}

/** What the store has of a gauge from some time before the change on, up to now. */
export interface Recalled {
  /** Usable values in order of place, oldest first. */
  readonly values: readonly GaugeValue[]
  /** Stamps of all readings that were looked at, usable or not. */
  readonly seen: ReadonlySet<number>
  /** True where the store has no usable value before these. */
  readonly isWhole: boolean
  /** Place of the newest report; null where there is none. */
  readonly reportPlaceTs: number | null
  /** Every entry of the record at those times, and the newest before them that is in force. */
  readonly entries: readonly StoredCrossing[]
  readonly earlier: StoredCrossing | null
}

/** Finds the values around a change, with a place before it from which a pass is certain. */
export async function recall(store: RecallStore, sought: Sought): Promise<Recalled> {
  for (const spanMs of spansMs) {
    const fromTs = Math.max(0, sought.fromTs - spanMs - awayMs)
    const isWhole = fromTs === 0
    const looked = await listValues(store, sought, fromTs)
    const certain = findCertain(looked.values, sought.fromTs, sought.rule)
    if (certain !== undefined || isWhole) {
      const firstTs = Math.min(fromTs, ...looked.values.slice(0, 1).map(({ ts }) => ts))
      const record = await listEntries(store, sought.rule.device.id, isWhole ? firstTs : fromTs)
      return { ...looked, isWhole, ...record }
    }
  }
  throw new Error('The last span has no beginning')
}

async function listValues(store: RecallStore, { rule }: Sought, fromTs: number) {
  const { device, field } = rule
  const range = { from: fromTs, to: Number.MAX_SAFE_INTEGER }
  const values: GaugeValue[] = []
  const seen = new Set<number>()
  let reportPlaceTs: number | null = null
  let cursor: string | undefined
  const note = (reading: Reading) => {
    seen.add(reading.ts)
    const value = usableValueOf(reading, field)
    if (value) values.push(value)
    if (!isReport(reading, field)) return
    reportPlaceTs = Math.max(reportPlaceTs ?? reading.place_ts, reading.place_ts)
  }
  do {
    const page = { limit: readingsLimit, cursor }
    const { items, next_cursor } = await store.listReadings(device.kind, device.id, range, page)
    for (const reading of items) note(reading)
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
  return { values: values.toSorted(byPlace), seen, reportPlaceTs }
}

/** Entries of the record from a time on, oldest first, and the newest in force before it. */
async function listEntries(store: RecallStore, device: string, fromTs: number) {
  const entries: StoredCrossing[] = []
  let cursor: string | undefined
  do {
    const query = { device, limit: crossingsLimit, cursor }
    const page = await store.listFacts('crossing', {
      ...query,
      range: { from: fromTs, to: Number.MAX_SAFE_INTEGER },
    })
    entries.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  const before = { device, limit: 1, inForce: true, range: { from: 0, to: fromTs } }
  const { items } = await store.listFacts('crossing', before)
  return { entries: entries.toReversed(), earlier: items[0] ?? null }
}
