import { quarantineResource } from '#domain/wire/quarantine.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problem-responses.ts'
import { deviceFilter, pageFields, queryOf } from '../query/schemas.ts'

/** `/v1/quarantine`: what could not be stored as a reading, with the reason and the text itself. */
export function quarantineRoutes(app: ApiApp, { store }: ApiParts): void {
  app.get(
    '/v1/quarantine',
    {
      config: { access: 'operator' },
      schema: {
        summary: 'Refused payloads with their reasons, newest first',
        tags: ['operation'],
        querystring: queryOf({ ...pageFields(100), device: deviceFilter }),
        response: {
          200: pageOf(quarantineResource),
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    ({ query }) =>
      store.listQuarantine({ device: query.device }, { limit: query.limit, cursor: query.cursor }),
  )
}
