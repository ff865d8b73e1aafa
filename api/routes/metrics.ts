import type { ApiApp } from '../app-type.ts'
import type { createMetrics } from '../metrics/create-metrics.ts'
import { problemResponses } from '../problem-responses.ts'

/** `/metrics` for Prometheus, and the measuring of every request. */
export function metricRoutes(app: ApiApp, metrics: ReturnType<typeof createMetrics>): void {
  app.addHook('onResponse', async (request, reply) => {
    // The pattern, never the path: a stranger must not be able to add series.
    const route = request.routeOptions.url ?? 'unknown'
    const labels = { method: request.method, route, status: reply.statusCode }
    metrics.requests.observe(labels, reply.elapsedTime / 1000)
  })
  app.get(
    '/metrics',
    {
      config: { access: 'read' },
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
