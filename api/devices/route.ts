import Type from 'typebox'
import { refuseAccess } from '#domain/access/decide.ts'
import type { Principal } from '#domain/access/principal.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { deviceCollection, deviceFeature } from '#domain/wire/device.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { deviceParams, queryOf } from '../query/schemas.ts'
import { createDeviceFeature, hideFromPublic } from './feature.ts'
import { createDeviceSnapshot } from './snapshot.ts'
import { listReadableKinds } from '../access/readable-kinds.ts'

/** `/v1/devices`: every device with its newest reading, as GeoJSON, and each one alone. */
export function deviceRoutes(app: ApiApp, context: RouteContext): void {
  const { clock, kinds, registryTag } = context
  const { board } = context.ingest
  const snapshot = createDeviceSnapshot({ board, registryTag, clock })
  app.get(
    '/v1/devices',
    {
      config: { needs: 'public.read' },
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
        .send(snapshot.encode({ kinds: chooseKinds(kinds, request), isPublic: isPublic(request) })),
  )
  app.get(
    '/v1/devices/:id',
    {
      config: { needs: 'public.read' },
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
      const feature = createDeviceFeature(state, clock.now())
      return reply
        .type('application/geo+json; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(isPublic(request) ? hideFromPublic(feature) : feature)
    },
  )
}

/** True for whoever sees only what a city shows to everybody. */
const isPublic = ({ principal, params }: { principal: Principal; params: unknown }): boolean => {
  const { id } = params as { id?: string }
  return (
    refuseAccess('city.read', principal, id === undefined ? undefined : { id, isPublic: true }) !==
    undefined
  )
}

/** The kinds to show; undefined for all of them. */
function chooseKinds(
  kinds: readonly Kind[],
  { principal, query: { kind } }: { principal: Principal; query: { kind?: string } },
): readonly string[] | undefined {
  const readable = listReadableKinds(kinds, principal).map(({ id }) => id)
  if (kind === undefined) return readable.length === kinds.length ? undefined : readable
  if (!readable.includes(kind))
    throw new Problem('unauthorized', `${kind} is not open to everybody`)
  return [kind]
}
