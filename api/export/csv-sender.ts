import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Page } from '#store/store.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiLimits } from '../parts.ts'
import type { CsvSender } from './csv-file.ts'
import { Problem } from '../problems/problem.ts'

export function createCsvSender(app: ApiApp, limits: ApiLimits): CsvSender {
  const limiter = app.createRateLimit({ max: limits.exportsPerMinute, timeWindow: 60_000 })
  let running = 0
  const giveBack = (error: unknown): never => {
    running -= 1
    throw error
  }

  return {
    async send(request, reply, { name, start }) {
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
      const body = Readable.from(await start().catch(giveBack))
      body.once('close', () => (running -= 1))
      return reply
        .type('text/csv; charset=utf-8; header=present')
        .header('content-disposition', `attachment; filename="${name}.csv"`)
        .header('cache-control', 'no-store')
        .send(body)
    },
  }
}

/** Reads the first piece, so that what fails at once is a problem and not a broken file. */
export async function startEarly<T>(pieces: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await pieces.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* pieces
  })()
}

/** Whether a client asks for a file: by `format`, else by what it accepts. */
export const wantsCsv = (request: FastifyRequest, format: string | undefined): boolean =>
  format === undefined ? /^text\/csv\b/i.test(request.headers.accept ?? '') : format === 'csv'

/** Rows read from the store at a time: the memory a file needs, whatever its length. */
const rowsPerRead = 2_000

/** Every page of a list. Throws a problem where the archive is away: no file lacks its beginning. */
export async function* readPages<T>(
  read: (page: { limit: number; cursor: string | undefined }) => Promise<Page<T>> | Page<T>,
): AsyncGenerator<T[]> {
  let cursor: string | undefined
  do {
    const {
      items,
      next_cursor,
      complete_from_ts: from,
    } = await read({ limit: rowsPerRead, cursor })
    if (from !== undefined) {
      const since = new Date(from).toISOString()
      throw new Problem('history_late', `Only values from ${since} on can be read at the moment`)
    }
    yield items
    cursor = next_cursor ?? undefined
  } while (cursor !== undefined)
}
