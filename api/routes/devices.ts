import Type from 'typebox'
import { deviceCollection, deviceFeature } from '#domain/wire/device.ts'
import type { ApiApp } from '../app-type.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { problemResponses } from '../problem-responses.ts'
import { deviceParams, queryOf } from '../query/schemas.ts'
import { createDeviceFeature } from '../resources/device-feature.ts'
import { createDeviceSnapshot } from '../resources/device-snapshot.ts'
import type { RegistryTag } from '../resources/registry-tag.ts'

/** `/v1/devices`: every device with its newest reading, as GeoJSON, and each one alone. */
export function deviceRoutes(app: ApiApp, parts: ApiParts, registryTag: RegistryTag): void {
  const { clock, kinds } = parts
  const { board } = parts.ingest
  const snapshot = createDeviceSnapshot({ board, registryTag, clock })
  app.get(
    '/v1/devices',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Every device with its newest reading',
        tags: ['devices'],
        querystring: queryOf({ kind: Type.Optional(Type.Enum(kinds.map((kind) => kind.id))) }),
        response: {
          200: {
            description: 'GeoJSON',
            content: { 'application/geo+json': { schema: deviceCollection } },
          },
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden'),
        },
      },
    },
    (request, reply) =>
      reply
        .type('application/geo+json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(snapshot.encode(request.query.kind)),
  )
  app.get(
    '/v1/devices/:id',
    {
      config: { access: 'read' },
      schema: {
        summary: 'One device with its newest reading',
        tags: ['devices'],
        params: deviceParams,
        response: {
          200: {
            description: 'GeoJSON',
            content: { 'application/geo+json': { schema: deviceFeature } },
          },
          ...problemResponses('query_invalid', 'unauthorized', 'forbidden', 'device_unknown'),
        },
      },
    },
    (request, reply) => {
      const state = board.find(request.params.id)
      if (!state) throw new Problem('device_unknown', `No device ${request.params.id}`)
      return reply
        .type('application/geo+json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(createDeviceFeature(state, clock.now()))
    },
  )
}
