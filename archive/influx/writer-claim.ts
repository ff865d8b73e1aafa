import { seedOf } from '#domain/kinds/seeded.ts'
import { bucketOf } from './address.ts'
import { formatNs, quote } from './archive-line.ts'
import type { ArchiveConnection } from './connect.ts'

/** The signature of a process that forwards a journal. */
export interface Claim {
  /** Of the data folder; a copy of it has the same. */
  journal: string
  /** Of the process. */
  run: string
  aliveTs: number
}

const dayMs = 86_400_000
const offsets = 1_000_000

/**
 * One point a day and journal, written over again and again. Journals of one city that begin in the
 * same moment are kept apart by an offset, as events are.
 */
export function encodeClaim({ city, journal, run, aliveTs }: Claim & { city: string }): {
  text: string
} {
  const ts = Math.floor(aliveTs / dayMs) * dayMs
  const fields = `journal=${quote(journal)},run=${quote(run)},alive_ts=${aliveTs}i`
  return { text: `writer,city=${city} ${fields} ${formatNs(ts, seedOf(journal) % offsets)}` }
}

/** The claims of a city today and yesterday, the newest first. Throws `ArchiveError`. */
export async function listClaims(
  { influxql, address }: ArchiveConnection,
  city: string,
  now: number,
): Promise<Claim[]> {
  const rows = await influxql.select(
    bucketOf(address, 'raw'),
    `SELECT journal, run, alive_ts FROM "writer" WHERE city = $city AND time >= ${now - 2 * dayMs}ms`,
    { params: { city } },
  )
  const claims = rows.map((row) => ({
    journal: String(row['journal']),
    run: String(row['run']),
    aliveTs: Number(row['alive_ts']),
  }))
  return claims.toSorted((a, b) => b.aliveTs - a.aliveTs)
}
