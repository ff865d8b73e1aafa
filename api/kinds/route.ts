import type { Kind } from '#domain/kinds/kind.ts'
import { kindResource } from '#domain/wire/kind.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import { createFixedBody, sendFixedBody, type FixedBody } from '../http/fixed-body.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { listReadableKinds } from '../access/readable-kinds.ts'
import { createKindResource } from './presenter.ts'

/** `/v1/kinds`: fields, units, labels, limits and marks of every kind that the caller may read. */
export function kindRoutes(app: ApiApp, { kinds }: ApiParts): void {
  const whole = createBody(kinds)
  const open = createBody(kinds.filter(({ isPublic }) => isPublic))
  app.get(
    '/v1/kinds',
    {
      config: { needs: 'public.read' },
      schema: {
        summary: 'Kinds of sensors: fields, units, labels, limits, map marks',
        tags: ['city'],
        response: { 200: pageOf(kindResource), ...problemResponses('unauthorized', 'forbidden') },
      },
    },
    (request, reply) => {
      const isWhole = listReadableKinds(kinds, request.principal) === kinds
      return sendFixedBody(request, reply, isWhole ? whole : open)
    },
  )
}

function createBody(kinds: readonly Kind[]): FixedBody {
  const page = { items: kinds.map(createKindResource), next_cursor: null }
  return createFixedBody('application/json; charset=utf-8', Buffer.from(JSON.stringify(page)))
}
