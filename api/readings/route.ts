import Type from 'typebox'
import { aggregates } from '#domain/buckets/aggregates.ts'
import { createBucketResources } from '#domain/buckets/bucket-resources.ts'
import type { Page } from '#store/store.ts'
import { bucketResource, type BucketResource } from '#domain/wire/bucket.ts'
import { readingResource, type ReadingResource } from '#domain/wire/reading.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import { wantsCsv } from '../export/csv-sender.ts'
import { createReadingFile, type ReadingExport } from '../export/reading-export.ts'
import type { ApiParts, RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { everyLengths, parseAggregates, parseEvery, type EveryName } from './every.ts'
import { deviceParams, fileFields, pageFields, queryOf, rangeFields } from '../query/schemas.ts'
import { parseTimeRange } from '../query/time-range.ts'
import { getDevice, getKind } from '../devices/get-device.ts'
import { Problem } from '../problems/problem.ts'
import { createReadingResource } from './presenter.ts'

const everyNames = Object.keys(everyLengths) as EveryName[]

const query = queryOf({
  ...rangeFields,
  ...pageFields(1_000),
  every: Type.Optional(Type.Enum(everyNames, { description: 'Bucket length' })),
  agg: Type.Optional(
    Type.String({
      maxLength: 64,
      description:
        `With \`every\`: some of ${aggregates.join(',')}; \`sum\` is of amounts only, ` +
        '`increase` of counters; where absent all but `last` and `count`',
    }),
  ),
  ...fileFields,
})

type Query = Type.Static<typeof query>

/** `/v1/devices/{id}/readings`: raw readings, buckets of them, or all of a range as CSV. */
export function readingRoutes(app: ApiApp, context: RouteContext): void {
  app.get(
    '/v1/devices/:id/readings',
    {
      config: { needs: 'public.read' },
      schema: {
        summary: 'Readings of a device, oldest first; `every` turns them into buckets',
        tags: ['devices'],
        params: deviceParams,
        querystring: query,
        response: { 200: readingsResponse, ...problemResponses(...refusals) },
      },
    },
    (request, reply) => {
      const { params, query } = request
      if (!wantsCsv(request, query.format)) return listPage(context, params.id, query)
      const file = createReadingFile(context, readQuestion(context, params.id, query))
      return context.csv.send(request, reply, file)
    },
  )
}

const refusals = [
  'query_invalid',
  'unauthorized',
  'forbidden',
  'device_unknown',
  'overloaded',
  'history_late',
] as const

const readingsResponse = {
  description: 'A page of readings, or of buckets where `every` is given',
  content: {
    'application/json': {
      schema: Type.Union([pageOf(readingResource), pageOf(bucketResource)]),
    },
    'text/csv': { schema: Type.String() },
  },
}

async function listPage(
  parts: ApiParts,
  id: string,
  query: Query,
): Promise<Page<ReadingResource> | Page<BucketResource>> {
  const { device, range, buckets } = readQuestion(parts, id, query)
  const { store } = parts
  const page = { limit: query.limit, cursor: query.cursor }
  if (buckets) {
    const { every, aggs } = buckets
    const { items, tails, ...rest } = await store.foldReadings(
      ...([device.kind, id, range, every, page] as const),
    )
    return { items: createBucketResources({ items, tails }, aggs), ...rest }
  }
  const { items, ...rest } = await store.listReadings(device.kind, id, range, page)
  return { items: items.map(createReadingResource), ...rest }
}

/** What is asked for, whatever the format of the answer. */
function readQuestion(
  { directory, kinds, clock }: ApiParts,
  id: string,
  { every, agg, labels, ...query }: Query,
): ReadingExport {
  const device = getDevice(directory, id)
  const kind = getKind(kinds, device)
  const range = parseTimeRange(query, clock.now())
  const buckets =
    every === undefined
      ? null
      : { every: parseEvery(every, range), aggs: parseAggregates(agg, kind) }
  if (!buckets && agg !== undefined) {
    const detail = 'Only with `every`: readings as they came have no aggregates'
    throw new Problem('query_invalid', 'No buckets asked for', [{ pointer: '/agg', detail }])
  }
  return { device, kind, range, buckets, labels: labels ?? null }
}
