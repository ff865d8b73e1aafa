import { archiveClasses, bucketOf, type ArchiveAddress } from './address.ts'
import { readWords } from './answer.ts'
import type { Dialect } from './dialects/dialect.ts'
import { dialect1 } from './dialects/v1.ts'
import { dialect2 } from './dialects/v2.ts'
import { dialect3 } from './dialects/v3.ts'
import { createArchiveHttp, type ArchiveHttp, type HttpAnswer } from './http.ts'
import { createInfluxql, type Influxql } from './read/influxql.ts'
import type { InfluxStop } from './stops.ts'

/** A server that told its version, and how to talk to it. */
export interface ArchiveConnection {
  address: ArchiveAddress
  dialect: Dialect
  /** As the server says it: `1.6.7~rc0`, `v2.9.1`. */
  version: string
  /** The server's clock minus ours, ms, to the second; null where it does not say. */
  clockSkewMs: number | null
  http: ArchiveHttp
  influxql: Influxql
  /** The buckets that InfluxQL reads, by the names that we ask for; empty: the names themselves. */
  mappings: ReadonlyMap<string, string>
}

/** Why there is no connection: a person must act (`reason`), or it may pass (`reason` null). */
export interface NoConnection {
  reason: InfluxStop | null
  words: string
}

const dialects: Readonly<Record<string, Dialect>> = { 1: dialect1, 2: dialect2, 3: dialect3 }

export function isConnection(
  result: ArchiveConnection | NoConnection,
): result is ArchiveConnection {
  return 'dialect' in result
}

/**
 * Asks `/ping` which InfluxDB answers. `now` is our wall clock in epoch ms.
 * Throws `ArchiveError` when nothing answers.
 */
export async function connectArchive(
  address: ArchiveAddress,
  now: () => number,
): Promise<ArchiveConnection | NoConnection> {
  const answer = await createArchiveHttp(address, false).send('/ping')
  const raw = { ...answer, headers: Object.fromEntries(answer.headers), body: answer.text }
  if (answer.status === 401 || answer.status === 403) {
    return { reason: 'unauthorized', words: readWords(raw) }
  }
  if (answer.status >= 500 || answer.status === 429) return { reason: null, words: readWords(raw) }
  const version = answer.headers.get('x-influxdb-version')
  if (version === null) {
    return { reason: 'not_influxdb', words: `/ping: HTTP ${answer.status} without a version` }
  }
  const dialect = findDialect(version, answer)
  if (!dialect) return { reason: 'version_unknown', words: `version "${version.slice(0, 40)}"` }
  const lacks = dialect.needs?.(address)
  if (lacks) return { reason: lacks, words: `InfluxDB ${version}` }
  const http = createArchiveHttp(address, dialect.basicAuth)
  return {
    address,
    dialect,
    version,
    clockSkewMs: readSkewMs(answer.headers.get('date'), now()),
    http,
    influxql: createInfluxql(http),
    mappings: await loadMappings({ address, dialect, http }),
  }
}

/** Which buckets InfluxQL reads now: writes go there too. */
export async function loadMappings({
  address,
  dialect,
  http,
}: Pick<ArchiveConnection, 'address' | 'dialect' | 'http'>): Promise<ReadonlyMap<string, string>> {
  const all = await dialect.findMappings?.(http, address)
  const own = archiveClasses.flatMap((each) => {
    const name = bucketOf(address, each)
    const bucket = all?.get(name)
    return bucket === undefined ? [] : [[name, bucket] as const]
  })
  return new Map(own)
}

function findDialect(version: string, { headers }: HttpAnswer): Dialect | undefined {
  const major = /^v?(\d+)\./.exec(version)?.[1]
  if (major !== undefined) return dialects[major]
  // The hosted service names no number; it answers as 2.x does.
  return headers.get('x-influxdb-build')?.toLowerCase() === 'cloud' ? dialect2 : undefined
}

function readSkewMs(date: string | null, now: number): number | null {
  const serverTs = Date.parse(date ?? '')
  return Number.isNaN(serverTs) ? null : serverTs - Math.floor(now / 1000) * 1000
}
