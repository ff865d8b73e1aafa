import { amountTotals } from '#domain/wire/amounts.ts'
import { pageOf } from '#domain/wire/page.ts'
import type { ApiApp } from '../app-type.ts'
import { getDevice, getKind } from '../devices/get-device.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { deviceParams } from '../query/schemas.ts'
import { clockAheadMs } from '../query/time-range.ts'
import { loadTotals } from './load-totals.ts'

/** `/v1/devices/{id}/amounts`: what officers read of a rain gauge. */
export function amountRoutes(app: ApiApp, { directory, kinds, store, clock }: ApiParts): void {
  app.get(
    '/v1/devices/:id/amounts',
    {
      config: { needs: 'public.read' },
      schema: {
        summary: 'Totals of amounts such as rain: 10 min, 1 h, 3 h, 24 h and the rain of now',
        tags: ['devices'],
        params: deviceParams,
        response: {
          200: pageOf(amountTotals),
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden', 'device_unknown'),
        },
      },
    },
    async ({ params }) => {
      const device = getDevice(directory, params.id)
      const now = clock.now() + clockAheadMs
      const items = await loadTotals(store, { device, kind: getKind(kinds, device), now })
      return { items, next_cursor: null }
    },
  )
}
