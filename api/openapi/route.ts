import type { ApiApp } from '../app-type.ts'
import { createFixedBody, sendFixedBody, type FixedBody } from '../http/fixed-body.ts'

/** `/openapi.json`: this interface as OpenAPI 3.1. */
export function openapiRoutes(app: ApiApp): void {
  let body: FixedBody | undefined
  app.get(
    '/openapi.json',
    { config: { needs: 'public' }, schema: { hide: true } },
    (request, reply) => {
      body ??= createFixedBody(
        'application/json; charset=utf-8',
        Buffer.from(JSON.stringify(app.swagger())),
      )
      return sendFixedBody(request, reply, body)
    },
  )
}
