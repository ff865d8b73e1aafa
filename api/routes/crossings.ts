import Type from 'typebox'
import { crossingResource } from '#domain/wire/crossing.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problem-responses.ts'
import { deviceFilter, pageFields, queryOf } from '../query/schemas.ts'
import { createCrossingResource } from '../resources/crossing-resource.ts'

/** `/v1/crossings`: every change of level at a gauge. A hole in `crossing_seq` means one is missed. */
export function crossingRoutes(app: ApiApp, { store, directory }: ApiParts): void {
  app.get(
    '/v1/crossings',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Levels reached and left, newest first',
        tags: ['alarms'],
        querystring: queryOf({
          ...pageFields(100),
          device: deviceFilter,
          after_seq: Type.Optional(
            Type.Integer({ minimum: -1, description: 'Only those after this `crossing_seq`' }),
          ),
        }),
        response: {
          200: pageOf(crossingResource),
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    async ({ query }) => {
      const filter = { device: query.device, afterSeq: query.after_seq }
      const page = { limit: query.limit, cursor: query.cursor }
      const { items, next_cursor } = await store.listCrossings(filter, page)
      const named = items.map((item) => createCrossingResource(item, directory.find(item.device)))
      return { items: named, next_cursor }
    },
  )
}
