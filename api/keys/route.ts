import Type from 'typebox'
import { operatorKey } from '#domain/access/principal.ts'
import { keyAdded, keyRequest, keyResource } from '#domain/wire/person.ts'
import { pageOf } from '#domain/wire/page.ts'
import { actorOf } from '../access/actor.ts'
import { accept } from '../access/safe-page.ts'
import type { ApiApp } from '../app-type.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { pageFields, queryOf } from '../query/schemas.ts'
import { slicePage } from '../query/slice-page.ts'

const pageSize = 100
const bodyMaxBytes = 16 * 1_024
const config = { needs: 'keys.manage' } as const

/** The operator link's own, which `npm run operator -- renew` replaces. */
const operatorListed = { ...operatorKey, issued_ts: null, issued_by: null }

/** `/v1/keys`: named credentials of machines. */
export function keyRoutes(app: ApiApp, { accounts, entrance }: RouteContext): void {
  app.get('/v1/keys', { config, schema: listSchema }, (request) =>
    slicePage('keys', [operatorListed, ...accounts.listKeys()], request.query),
  )
  withJsonBody(app, (scope) => {
    const options = { config, bodyLimit: bodyMaxBytes, schema: addSchema }
    scope.post('/v1/keys', options, (request, reply) => {
      const added = accept(accounts.addKey(request.body, actorOf(request, entrance)), reply)
      return reply.code(201).header('cache-control', 'no-store').send(added)
    })
  })
  app.delete('/v1/keys/:id', { config, schema: endSchema }, (request, reply) => {
    accept(accounts.endKey(request.params.id, actorOf(request, entrance)), reply)
    return reply.code(204).send()
  })
}

const refusals = [
  'unauthorized',
  'session_ended',
  'forbidden',
  'person_needed',
  'origin_forbidden',
] as const

const listSchema = {
  summary: 'Keys of machines, without their secrets',
  tags: ['people'],
  querystring: queryOf(pageFields(pageSize)),
  response: { 200: pageOf(keyResource), ...problemResponses('query_invalid', ...refusals) },
}

const addSchema = {
  summary: 'Issue a key; its secret is answered this once',
  tags: ['people'],
  body: keyRequest,
  response: {
    201: keyAdded,
    ...problemResponses(
      'payload_not_json',
      'payload_shape',
      'payload_too_large',
      'name_invalid',
      'key_exists',
      ...refusals,
    ),
  },
}

const endSchema = {
  summary: 'End a key at once; the operator link’s ends with `npm run operator -- renew`',
  tags: ['people'],
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  response: {
    204: Type.Null({ description: 'Done' }),
    ...problemResponses('key_unknown', ...refusals),
  },
}
