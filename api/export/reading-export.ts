import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Language } from '#domain/words/labels.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store, TimeRange } from '#store/store.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiLimits, ApiParts } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { byteOrderMark, formatCsvLine } from './csv.ts'
import { createLocalTimeFormat } from './local-time.ts'
import { createReadingRows } from './reading-rows.ts'

export interface ReadingExport {
  device: Device
  range: TimeRange
  /** Language of a second heading row; null for none. */
  labels: Language | null
}

/** Rows read from the store at a time: the memory a file needs, whatever its length. */
const rowsPerRead = 2_000

/** Writes whole ranges as CSV, page by page, as fast as the client reads them. */
export function createExport(app: ApiApp, parts: ApiParts, limits: ApiLimits) {
  const limiter = app.createRateLimit({ max: limits.exportsPerMinute, timeWindow: 60_000 })
  let running = 0
  const giveBack = (error: unknown): never => {
    running -= 1
    throw error
  }

  return {
    async send(request: FastifyRequest, reply: FastifyReply, job: ReadingExport) {
      const use = await limiter(request)
      if (!use.isAllowed && use.isExceeded) {
        void reply.header('retry-after', use.ttlInSeconds)
        throw new Problem('rate_limited', `At most ${use.max} files a minute`)
      }
      if (running >= limits.exportsAtOnce) {
        void reply.header('retry-after', 5)
        throw new Problem('overloaded', 'Other files are being written; try again shortly')
      }
      running += 1
      const body = Readable.from(await startLines(parts, job).catch(giveBack))
      body.once('close', () => (running -= 1))
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${job.device.id}.csv"`)
        .header('cache-control', 'no-store')
        .send(body)
    },
  }
}

/** Rejects with a problem as long as nothing of the file has left. */
async function startLines(parts: ApiParts, job: ReadingExport) {
  const pages = readAll(parts.store, job.device, job.range)
  const first = await pages.next()
  return writeLines(parts, job, async function* () {
    if (!first.done) yield first.value
    yield* pages
  })
}

async function* writeLines(
  parts: ApiParts,
  { device, labels }: ReadingExport,
  listPages: () => AsyncGenerator<Reading[]>,
) {
  const formatTime = createLocalTimeFormat(parts.city.city.time_zone)
  const rows = createReadingRows(kindOf(parts.kinds, device), formatTime)
  yield byteOrderMark + formatCsvLine(rows.names)
  if (labels) yield formatCsvLine(rows.listLabels(labels))
  for await (const readings of listPages()) {
    yield readings.map((reading) => formatCsvLine(rows.createRow(reading))).join('')
  }
}

/** Throws a problem where the archive is away: a file must not lack its beginning in silence. */
async function* readAll(store: Store, device: Device, range: TimeRange): AsyncGenerator<Reading[]> {
  let cursor: string | undefined
  do {
    const page = { limit: rowsPerRead, cursor }
    const read = await store.listReadings(device.kind, device.id, range, page)
    const { items, next_cursor, complete_from_ts: from } = read
    if (from !== undefined) {
      const since = new Date(from).toISOString()
      throw new Problem('history_late', `Only values from ${since} on can be read at the moment`)
    }
    yield items
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
}

function kindOf(kinds: readonly Kind[], device: Device): Kind {
  const kind = kinds.find(({ id }) => id === device.kind)
  if (!kind) throw new Error(`Device ${device.id} is of the unknown kind ${device.kind}`)
  return kind
}
