import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Device } from '#domain/device.ts'
import type { Kind } from '#domain/kind.ts'
import type { Language } from '#domain/labels.ts'
import type { Store, TimeRange } from '#store/store.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiLimits, ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
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
      const body = Readable.from(writeLines(parts, job))
      running += 1
      body.once('close', () => (running -= 1))
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${job.device.id}.csv"`)
        .header('cache-control', 'no-store')
        .send(body)
    },
  }
}

async function* writeLines(parts: ApiParts, { device, range, labels }: ReadingExport) {
  const formatTime = createLocalTimeFormat(parts.city.city.time_zone)
  const rows = createReadingRows(kindOf(parts.kinds, device), formatTime)
  yield byteOrderMark + formatCsvLine(rows.names)
  if (labels) yield formatCsvLine(rows.listLabels(labels))
  for await (const readings of readAll(parts.store, device, range)) {
    yield readings.map((reading) => formatCsvLine(rows.createRow(reading))).join('')
  }
}

async function* readAll(store: Store, device: Device, range: TimeRange) {
  let cursor: string | undefined
  do {
    const page = { limit: rowsPerRead, cursor }
    const { items, next_cursor } = await store.listReadings(device.kind, device.id, range, page)
    yield items
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
}

function kindOf(kinds: readonly Kind[], device: Device): Kind {
  const kind = kinds.find(({ id }) => id === device.kind)
  if (!kind) throw new Error(`Device ${device.id} is of the unknown kind ${device.kind}`)
  return kind
}
