import { eventResource } from '#domain/wire/event.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problem-responses.ts'
import { deviceFilter, pageFields, queryOf, rangeFields } from '../query/schemas.ts'
import { parseTimeRange } from '../query/time-range.ts'

/** `/v1/events`: passenger and trip events as they were sent. */
export function eventRoutes(app: ApiApp, { store, clock }: ApiParts): void {
  app.get(
    '/v1/events',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Passenger and trip events, oldest first',
        tags: ['mobility'],
        querystring: queryOf({ ...rangeFields, ...pageFields(1_000), device: deviceFilter }),
        response: {
          200: pageOf(eventResource),
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    ({ query }) =>
      store.listEvents(query.device ?? null, parseTimeRange(query, clock.now()), {
        limit: query.limit,
        cursor: query.cursor,
      }),
  )
}
