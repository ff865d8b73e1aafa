import Type from 'typebox'
import { alarm } from '#domain/wire/alarm.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problem-responses.ts'
import { pageFields, queryOf } from '../query/schemas.ts'

/** `/v1/alarms`: episodes at a gauge, from leaving level 0 to coming back to it. */
export function alarmRoutes(app: ApiApp, { ingest }: ApiParts): void {
  app.get(
    '/v1/alarms',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Episodes above a threshold, newest first',
        tags: ['alarms'],
        querystring: queryOf({
          ...pageFields(100),
          condition: Type.Optional(Type.Enum(['active', 'cleared'])),
        }),
        response: {
          200: pageOf(alarm),
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    ({ query }) => ingest.alarms.list(query),
  )
}
