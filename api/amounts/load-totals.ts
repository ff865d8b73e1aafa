import { dryEndsMs, sumTotals, type Gathered } from '#domain/buckets/amount-totals.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { amountWindowMs } from '#domain/kinds/measures.ts'
import { isFieldUsable } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { AmountTotals } from '#domain/wire/amounts.ts'
import type { AmountMeasure } from '#domain/wire/measure.ts'
import type { Store, TimeRange } from '#store/store.ts'

const dayMs = 86_400_000
/** A rain is followed back so far; longer ones say that they may have begun earlier. */
const daysMax = 7
/** Readings of one question: a day of reports every ten seconds. */
const readingsMax = 10_000

interface Amount {
  field: string
  measure: AmountMeasure
}

/** The totals of each amount of a device, up to its newest reading before `now`. */
export async function loadTotals(
  store: Pick<Store, 'listReadings'>,
  { device, kind, now }: { device: Device; kind: Kind; now: number },
): Promise<AmountTotals[]> {
  const amounts = listAmounts(kind)
  if (amounts.length === 0) return []
  const readings: Reading[] = []
  let totals: AmountTotals[] = []
  // Day by day: most rains began today, and a week of readings is long.
  for (let day = 0; day < daysMax; day++) {
    const range = { from: now - (day + 1) * dayMs, to: now - day * dayMs }
    readings.unshift(...(await listDay(store, device, range)))
    totals = amounts.flatMap((amount) => totalsOf(amount, readings))
    const isAll = totals.length === amounts.length && totals.every(isWhole)
    if (isAll) break
  }
  return totals
}

/** What lies further back changes nothing: a rain that began here, or a day dry enough to end one. */
const isWhole = ({ event, totals }: AmountTotals): boolean =>
  event ? event.complete : (totals.at(-1)?.covered_s ?? 0) * 1_000 >= dryEndsMs

function listAmounts({ measures = {} }: Kind): Amount[] {
  return Object.entries(measures).flatMap(([field, measure]) =>
    measure.type === 'amount' ? [{ field, measure }] : [],
  )
}

async function listDay(
  store: Pick<Store, 'listReadings'>,
  { kind, id }: Device,
  range: TimeRange,
): Promise<Reading[]> {
  const readings: Reading[] = []
  let cursor: string | undefined
  do {
    const page = await store.listReadings(kind, id, range, { limit: readingsMax, cursor })
    readings.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  return readings
}

function totalsOf({ field, measure }: Amount, readings: readonly Reading[]): AmountTotals[] {
  const gathered = readings.flatMap((reading): Gathered[] => {
    const value = reading.values[field]
    const windowMs = amountWindowMs(measure, reading.values)
    if (typeof value !== 'number' || windowMs === undefined) return []
    const isUsable = isFieldUsable(reading, field) && isFieldUsable(reading, measure.window_field)
    return isUsable ? [{ value, from: reading.ts - windowMs, to: reading.ts }] : []
  })
  const totals = sumTotals(gathered)
  return totals ? [{ field, ...totals }] : []
}
