import { healthResource } from '#domain/wire/health.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'

/** `/v1/health`: the platform about itself, for the page 稼働状況. */
export function healthRoutes(app: ApiApp, { health }: RouteContext): void {
  app.get(
    '/v1/health',
    {
      config: { needs: 'city.read' },
      schema: {
        summary: 'Rates, latencies and connections of this instance',
        tags: ['operation'],
        response: { 200: healthResource, ...problemResponses('unauthorized', 'forbidden') },
      },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send(health()),
  )
}
