import Type from 'typebox'
import { readiness } from '#domain/wire/readiness.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { listUnreadyReasons, listWarnings } from './readiness.ts'

/** `/healthz`: the process lives. `/readyz`: it also takes, stores and shows readings. */
export function probeRoutes(app: ApiApp, parts: ApiParts): void {
  app.get(
    '/healthz',
    {
      config: { needs: 'public', rateLimit: false },
      schema: {
        summary: 'The process lives',
        tags: ['operation'],
        response: { 200: Type.Object({ ok: Type.Literal(true) }) },
      },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }),
  )
  app.get(
    '/readyz',
    {
      config: { needs: 'public', rateLimit: false },
      schema: {
        summary: 'Readings are taken, stored and shown',
        tags: ['operation'],
        response: { 200: readiness, 503: readiness },
      },
    },
    (_request, reply) => {
      const reasons = listUnreadyReasons(parts)
      const ready = reasons.length === 0
      return reply
        .code(ready ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ ready, reasons, ...listWarnings(parts) })
    },
  )
}
