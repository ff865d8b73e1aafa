import type { CityZone } from '#domain/city/zone.ts'
import type { ArchiveSession, Delivery, Halt } from '../port.ts'
import { bucketOf, type ArchiveClass } from './address.ts'
import type { ArchiveLine } from './write/archive-line.ts'
import { namesPoint } from './answer.ts'
import { loadMappings, type ArchiveConnection } from './connect.ts'
import type { MappingWatch } from './mapping-watch.ts'
import { encodeFacts } from './write/encode-facts.ts'
import type { FieldPlan } from './write/field-plan.ts'
import { findArchivedReading } from './read/read-readings.ts'
import { createArchiveReader } from './read/reader.ts'
import { computeRollups } from './write/write-rollups.ts'
import { influxStops } from './stops.ts'
import type { WriteTransport } from './transport.ts'
import { writeLines, type WriteResult } from './write/write-lines.ts'
import { encodeClaim, listClaims } from './write/writer-claim.ts'

interface Scope {
  city: string
  plans: ReadonlyMap<string, FieldPlan>
  zone: CityZone
  transport: WriteTransport
  now: () => number
  watch: MappingWatch
}

/** One connection to InfluxDB, as the archive of a city sees it. */
export function createSession(connection: ArchiveConnection, scope: Scope): ArchiveSession {
  const { city, plans, zone, transport, now, watch } = scope
  const { dialect, version, clockSkewMs } = connection

  const write = <L extends { text: string }>(lines: readonly L[], archiveClass: ArchiveClass) =>
    writeLines(lines, { connection, transport, archiveClass, now })

  async function deliver(
    lines: readonly ArchiveLine[],
    archiveClass: ArchiveClass,
  ): Promise<Delivery> {
    const result = await write(lines, archiveClass)
    if (result.kind !== 'written') return toHalt(result)
    const { expired } = result
    const doubtful = result.refused.find(({ words }) => !namesPoint(words))
    const halt = doubtful && (await testRequest(archiveClass))
    if (halt) return halt
    const refused = result.refused.map(({ line: { text, ...subject }, words }) => {
      return { ...subject, words, payload: text }
    })
    const points = lines.length - refused.length - expired
    return { kind: 'written', points, expired, refused, unfit: [] }
  }

  /** Whether a line that fits every bucket is taken: where it is not, no point is to blame. */
  async function testRequest(archiveClass: ArchiveClass): Promise<Halt | undefined> {
    const probe = encodeClaim({ city, journal: 'probe', run: 'probe', aliveTs: now() })
    return haltOf(await write([probe], archiveClass))
  }

  return {
    server: `${dialect.id} (${version})`,
    clockSkewMs,
    deliver: async (facts) => {
      const { lines, unfit } = await encodeFacts(facts, { connection, city, plans })
      const delivery = await deliver(lines, 'raw')
      return delivery.kind === 'written' ? { ...delivery, unfit } : delivery
    },
    findReading: async ({ kind, device, ts }) => {
      const plan = plans.get(kind)
      return plan && findArchivedReading(connection, { city, plan, device, ts })
    },
    rollUp: async (rollup, windows) =>
      deliver(await computeRollups(connection, { city, plans, zone, rollup }, windows), rollup),
    listClaims: (sinceTs) => listClaims(connection, city, sinceTs),
    sign: async (claim) => {
      watch(await loadMappings(connection))
      return haltOf(await write([encodeClaim({ ...claim, city })], 'raw'))
    },
    loadKeptMs: async () => {
      const { http, address } = connection
      const bucket = await dialect.findBucket(http, address, bucketOf(address, 'raw'))
      return bucket?.retentionMs ?? null
    },
    read: (rolledTo) => createArchiveReader(connection, { city, plans, zone, rolledTo }),
  }
}

/** What a line of our own says of the request, which every bucket takes. */
function haltOf(result: WriteResult<{ text: string }>): Halt | undefined {
  if (result.kind !== 'written') return toHalt(result)
  const [refused] = result.refused
  if (!refused) return undefined
  return { kind: 'stopped', stop: influxStops.request_refused, words: refused.words }
}

function toHalt(result: Exclude<WriteResult<{ text: string }>, { kind: 'written' }>): Halt {
  if (result.kind === 'later') return result
  return { kind: 'stopped', stop: influxStops[result.reason], words: result.words }
}
