import type { ArchiveRecord } from '#domain/facts/archive-record.ts'
import type { TimeRange } from '#store/store.ts'
import { bucketOf } from '../address.ts'
import type { ArchiveConnection } from '../connect.ts'

/** A record's point that is there already: its millisecond and the offset within it. */
export interface PlacedRecord {
  ts: number
  /** 0 … 999,999 */
  offsetNs: number
  id: string
  isWithdrawn: boolean
}

interface PlaceScope {
  city: string
  device: string
  range: TimeRange
  /** Only the record with this id. */
  id?: string
}

/** Where a device's records lie, to the nanosecond; withdrawn ones count as well. */
export async function listPlaced(
  { influxql, address }: ArchiveConnection,
  { name, identity }: ArchiveRecord,
  { city, device, range, id }: PlaceScope,
): Promise<PlacedRecord[]> {
  const withdrawal = identity.by === 'id' ? identity.withdrawal : null
  const columns = [identity.field, ...(withdrawal ? [withdrawal.field] : [])]
  const rows = await influxql.select(
    bucketOf(address, 'raw'),
    `SELECT ${columns.join(', ')} FROM "${name}" WHERE city = $city AND device = $device ` +
      (id === undefined ? '' : `AND ${identity.field} = $id `) +
      `AND time >= ${range.from}ms AND time < ${range.to}ms`,
    { params: { city, device, ...(id === undefined ? {} : { id }) }, time: 'text' },
  )
  return rows.map((row) => ({
    ...parseNs(String(row['time'])),
    id: String(row[identity.field]),
    isWithdrawn: withdrawal !== null && row[withdrawal.field] === withdrawal.value,
  }))
}

/** `2026-07-01T00:00:00.123456789Z`, trailing zeros left out. */
function parseNs(text: string): { ts: number; offsetNs: number } {
  const [seconds = '', fraction = ''] = text.replace('Z', '').split('.')
  const digits = fraction.padEnd(9, '0')
  return {
    ts: Date.parse(`${seconds}Z`) + Number(digits.slice(0, 3)),
    offsetNs: Number(digits.slice(3, 9)),
  }
}

/** So many numbers are asked for at once. */
const numbersPerQuery = 10_000

/** The numbers of a city's archived records, up to `last`, whose time lies in the range. */
export async function listNumbers(
  { influxql, address }: ArchiveConnection,
  { name, identity: { field } }: ArchiveRecord,
  { city, range, last }: { city: string; range: TimeRange; last: number },
): Promise<number[]> {
  const numbers: number[] = []
  for (let after = 0; after < last; after += numbersPerQuery) {
    const rows = await influxql.select(
      bucketOf(address, 'raw'),
      `SELECT ${field} FROM "${name}" WHERE city = $city ` +
        `AND ${field} > ${after} AND ${field} <= ${after + numbersPerQuery} ` +
        `AND time >= ${range.from}ms AND time < ${range.to}ms`,
      { params: { city } },
    )
    for (const row of rows) numbers.push(Number(row[field]))
  }
  return numbers
}
