import type { TimeRange } from '#store/store.ts'
import { bucketOf } from './address.ts'
import type { ArchiveConnection } from './connect.ts'

/** So many numbers are asked for at once. */
const numbersPerQuery = 10_000

/** The numbers of the archived crossings of a city, up to `last`, whose time lies in the range. */
export async function listCrossingNumbers(
  { influxql, address }: ArchiveConnection,
  { city, range, last }: { city: string; range: TimeRange; last: number },
): Promise<number[]> {
  const numbers: number[] = []
  for (let after = 0; after < last; after += numbersPerQuery) {
    const rows = await influxql.select(
      bucketOf(address, 'raw'),
      'SELECT crossing_seq FROM "crossing" WHERE city = $city ' +
        `AND crossing_seq > ${after} AND crossing_seq <= ${after + numbersPerQuery} ` +
        `AND time >= ${range.from}ms AND time < ${range.to}ms`,
      { params: { city } },
    )
    for (const row of rows) numbers.push(Number(row['crossing_seq']))
  }
  return numbers
}
