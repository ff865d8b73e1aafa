import { seedOf } from '#domain/kinds/seeded.ts'
import type { WriterClaim } from '../../port.ts'
import { bucketOf } from '../address.ts'
import { formatNs, quote } from './archive-line.ts'
import type { ArchiveConnection } from '../connect.ts'

const dayMs = 86_400_000
const offsets = 1_000_000

/**
 * One point a day and journal, written over again and again. Journals of one city that begin in the
 * same moment are kept apart by an offset, as events are.
 */
export function encodeClaim({ city, journal, run, aliveTs }: WriterClaim & { city: string }): {
  text: string
} {
  const ts = Math.floor(aliveTs / dayMs) * dayMs
  const fields = `journal=${quote(journal)},run=${quote(run)},alive_ts=${aliveTs}i`
  return { text: `writer,city=${city} ${fields} ${formatNs(ts, seedOf(journal) % offsets)}` }
}

/** The claims of a city since a day. Throws `ArchiveError`. */
export async function listClaims(
  { influxql, address }: ArchiveConnection,
  city: string,
  sinceTs: number,
): Promise<WriterClaim[]> {
  const rows = await influxql.select(
    bucketOf(address, 'raw'),
    `SELECT journal, run, alive_ts FROM "writer" WHERE city = $city AND time >= ${sinceTs}ms`,
    { params: { city } },
  )
  return rows.map((row) => ({
    journal: String(row['journal']),
    run: String(row['run']),
    aliveTs: Number(row['alive_ts']),
  }))
}
