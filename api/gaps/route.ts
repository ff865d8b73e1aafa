import { cityGaps, gapLedger, type CityGaps, type GapLedger } from '#domain/wire/gaps.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { slicePage } from '../query/slice-page.ts'
import { deviceParams, pageFields, queryOf } from '../query/schemas.ts'
import { getDevice } from '../devices/get-device.ts'

/** `/v1/devices/{id}/gaps`, `/v1/gaps`: what a device, or all of them, skipped or repeated. */
export function gapRoutes(app: ApiApp, { directory, ingest }: ApiParts): void {
  app.get(
    '/v1/devices/:id/gaps',
    {
      config: { needs: 'city.read' },
      schema: {
        summary: 'What a device skipped, repeated or changed',
        tags: ['devices'],
        params: deviceParams,
        response: {
          200: gapLedger,
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden', 'device_unknown'),
        },
      },
    },
    (request) => {
      const { id } = getDevice(directory, request.params.id)
      return ingest.gaps.find(id) ?? createEmptyLedger(id)
    },
  )
  app.get(
    '/v1/gaps',
    {
      config: { needs: 'city.read' },
      schema: {
        summary: 'What all devices together skipped, and who lacks most',
        tags: ['devices'],
        querystring: queryOf(pageFields(100)),
        response: {
          200: cityGaps,
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    ({ query }): CityGaps => {
      const { total, devices } = ingest.gaps.city()
      return { total, ...slicePage('gaps', devices, query) }
    },
  )
}

/** What there is to say of a device that never sent a reading. */
const createEmptyLedger = (device: string): GapLedger => ({
  device,
  expected: null,
  received: 0,
  duplicates: 0,
  revised: 0,
  late: 0,
  missing: 0,
  restarts: 0,
  first_ts: null,
  last_ts: null,
  ranges: [],
})
