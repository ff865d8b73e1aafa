import type { ArchiveHttp } from '../http.ts'
import { ArchiveError } from '../../archive-error.ts'
import { writeBytesMax, type Dialect } from './dialect.ts'

const day = 24 * 3_600_000
const daysOf = (retentionMs: number) => `${Math.max(1, Math.ceil(retentionMs / day))}d`

/** 3.x: the write path of 2.x, databases instead of buckets, no organisations. */
export const dialect3: Dialect = {
  id: '3.x',
  basicAuth: false,
  // An answer waits for the flush of each second, so fewer and larger requests go further.
  writeLimits: { lines: 20_000, bytes: writeBytesMax },
  // A query over 432 files is refused; files of 10 minutes make that three days, less a reserve.
  querySpanMs: 2 * day,
  writePath: (_address, bucket) =>
    `/api/v2/write?${new URLSearchParams({ bucket, precision: 'ns' }).toString()}`,
  findBucket: async (http, _address, bucket) => {
    if (!(await listDatabases(http)).includes(bucket)) return undefined
    // Core tells no retention of an existing database in this list.
    return { name: bucket, retentionMs: null }
  },
  ensureBucket: async (http, _address, { name, retentionMs }) => {
    const exists = (await listDatabases(http)).includes(name)
    // An existing database loses its retention where none is named (from 3.2 on; before, the server
    // says that it cannot).
    const retention = retentionMs === null ? {} : { retention_period: daysOf(retentionMs) }
    await http.sendJson('/api/v3/configure/database', {
      method: exists ? 'PUT' : 'POST',
      json: { db: name, ...retention },
    })
  },
}

async function listDatabases(http: ArchiveHttp): Promise<string[]> {
  const answer = await http.sendJson('/api/v3/configure/database?format=json')
  if (!Array.isArray(answer)) throw new ArchiveError('no list of databases')
  return answer.map((row) => String((row as Record<string, unknown>)['iox::database']))
}
