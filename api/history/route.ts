import Type from 'typebox'
import { deviceIdPattern } from '#domain/devices/ids.ts'
import { pageOf } from '#domain/wire/page.ts'
import { readingHistoryEntry, type ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import type { Page } from '#store/store.ts'
import type { ApiApp } from '../app-type.ts'
import { getDevice } from '../devices/get-device.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { pageFields, queryOf } from '../query/schemas.ts'
import { slicePage } from '../query/slice-page.ts'
import { parseTime } from '../query/time-range.ts'
import { createReadingHistory } from './presenter.ts'

/** `/v1/devices/{id}/readings/{ts}/history`: what a value was before, since when, and why. */
export function historyRoutes(app: ApiApp, parts: ApiParts): void {
  app.get(
    '/v1/devices/:id/readings/:ts/history',
    {
      config: { needs: 'city.read' },
      schema: {
        summary: 'What was known of one reading, oldest first',
        description: 'As long as the recent store keeps it (RETENTION_DAYS).',
        tags: ['devices'],
        params,
        querystring: queryOf(pageFields(100)),
        response: { 200: pageOf(readingHistoryEntry), ...problemResponses(...refusals) },
      },
    },
    async ({ params: { id, ts }, query }): Promise<Page<ReadingHistoryEntry>> =>
      slicePage('history', await loadHistory(parts, id, ts), query),
  )
}

const params = Type.Object({
  id: Type.String({ pattern: deviceIdPattern }),
  ts: Type.String({
    maxLength: 40,
    description: 'Time of the reading: epoch ms, or RFC 3339 with offset',
  }),
})

const refusals = [
  'query_invalid',
  'unauthorized',
  'forbidden',
  'device_unknown',
  'reading_unknown',
] as const

async function loadHistory({ directory, store }: ApiParts, id: string, time: string) {
  const { kind } = getDevice(directory, id)
  const ts = parseTime(time)
  if (ts === undefined) {
    const pointer = { pointer: '/ts', detail: 'Needs epoch ms, or RFC 3339 with offset' }
    throw new Problem('query_invalid', `Time not understood: ${time}`, [pointer])
  }
  const [versions, verdicts] = await Promise.all([
    store.listRevisions(kind, id, ts),
    store.listVerdicts(kind, id, ts),
  ])
  if (versions.length > 0) return createReadingHistory(versions, verdicts)
  throw new Problem('reading_unknown', `No reading of ${id} at ${new Date(ts).toISOString()}`)
}
