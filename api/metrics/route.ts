import type { ApiApp } from '../app-type.ts'
import { createMetrics } from './create-metrics.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'

/** `/metrics` for Prometheus, and the measuring of every request. */
export function metricRoutes(app: ApiApp, context: RouteContext): void {
  const metrics = createMetrics(context, context.live)
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, never the path: a stranger must not be able to add series.
    const route = request.routeOptions.url ?? 'unknown'
    const labels = { method: request.method, route, status: reply.statusCode }
    metrics.requests.observe(labels, reply.elapsedTime / 1000)
  })
  app.get(
    '/metrics',
    {
      config: { needs: 'metrics.read' },
      schema: {
        summary: 'Metrics for Prometheus',
        tags: ['operation'],
        response: {
          200: {
            description: 'Prometheus text format',
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
          ...problemResponses('unauthorized', 'forbidden'),
        },
      },
    },
    async (_request, reply) => {
      const text = await metrics.registry.metrics()
      return reply.type(metrics.registry.contentType).send(text)
    },
  )
}
