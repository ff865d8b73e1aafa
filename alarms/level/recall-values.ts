import type { Crossing, StoredCrossing } from '#domain/facts/crossing.ts'
import type { Store } from '#store/store.ts'
import { isReport, keptValuesMax, usableValueOf, type Gauge, type GaugeValue } from './gauge.ts'
import type { Recalled } from './step-gauge.ts'

/** Looked through one after the other: a gauge in a storm reports often, a calm one once a day. */
const spansMs = [2 * 3_600_000, 2 * 86_400_000, Number.POSITIVE_INFINITY]
const pageLimit = 5_000
/** The newest crossings of a gauge that may be in force: more than one takes back. */
const crossingsMax = 50

export interface Sought {
  device: string
  kind: string
  field: string
  beforeTs: number
}

/** Finds the newest usable values of a gauge before a time, and the crossings that are in force. */
export async function recallValues(
  store: Pick<Store, 'listReadings' | 'listFacts'>,
  sought: Sought,
): Promise<Recalled> {
  const { device } = sought
  const { items } = await store.listFacts('crossing', { device, limit: crossingsMax })
  const standing = listInForce(items)
  for (const spanMs of spansMs) {
    const from = Math.max(0, sought.beforeTs - spanMs)
    const { values, unusableTs } = await listNewest(store, sought, from)
    const isWhole = from === 0
    if (values.length >= keptValuesMax || isWhole) {
      const reachesBack = isWhole && values.length < keptValuesMax
      return { values, reachesBack, unusableTs, standing }
    }
  }
  throw new Error('The last span has no beginning')
}

/** The newest usable values in a range, newest first, and the time of the newest other report. */
async function listNewest(
  store: Pick<Store, 'listReadings'>,
  { device, kind, field, beforeTs }: Sought,
  from: number,
): Promise<Pick<Gauge, 'values' | 'unusableTs'>> {
  const range = { from, to: beforeTs }
  let newest: GaugeValue[] = []
  let unusableTs: number | null = null
  let cursor: string | undefined
  do {
    const page = await store.listReadings(kind, device, range, { limit: pageLimit, cursor })
    for (const reading of page.items) {
      const value = usableValueOf(reading, field)
      if (value) newest.push(value)
      else if (isReport(reading, field)) unusableTs = reading.ts
    }
    newest = newest.slice(-keptValuesMax)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return { values: newest.toReversed(), unusableTs }
}

/** Without the withdrawals and what they withdrew. */
export function listInForce<T extends StoredCrossing>(crossings: readonly T[]): T[] {
  const withdrawn = new Set(crossings.map(({ withdraws }: Crossing) => withdraws))
  return crossings.filter(
    ({ withdraws, crossing_seq }) => withdraws === null && !withdrawn.has(crossing_seq),
  )
}
