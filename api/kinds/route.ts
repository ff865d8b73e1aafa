import { kindResource } from '#domain/wire/kind.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import { createFixedBody, sendFixedBody } from '../http/fixed-body.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { createKindResource } from './presenter.ts'

/** `/v1/kinds`: fields, units, labels, limits and marks of every kind; nothing secret in it. */
export function kindRoutes(app: ApiApp, { kinds }: ApiParts): void {
  const page = { items: kinds.map(createKindResource), next_cursor: null }
  const body = createFixedBody('application/json; charset=utf-8', encode(page))
  app.get(
    '/v1/kinds',
    {
      config: { needs: 'public' },
      schema: {
        summary: 'Kinds of sensors: fields, units, labels, limits, map marks',
        tags: ['city'],
        response: { 200: pageOf(kindResource), ...problemResponses() },
      },
    },
    (request, reply) => sendFixedBody(request, reply, body),
  )
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value))
