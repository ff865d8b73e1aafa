import Type from 'typebox'
import {
  passwordMade,
  personAdded,
  personPatch,
  personRequest,
  personResource,
} from '#domain/wire/person.ts'
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
const bodyMaxBytes = 64 * 1_024
const config = { needs: 'people.manage' } as const

/** `/v1/people`: who may log in, and as what. People are disabled, never deleted. */
export function peopleRoutes(app: ApiApp, { accounts, entrance }: RouteContext): void {
  app.get('/v1/people', { config, schema: listSchema }, (request) =>
    slicePage('people', accounts.listPeople(), request.query),
  )
  withJsonBody(app, (scope) => {
    const options = { config, bodyLimit: bodyMaxBytes }
    scope.post('/v1/people', { ...options, schema: addSchema }, async (request, reply) => {
      const by = actorOf(request, entrance)
      const added = accept(await accounts.addPerson(request.body, by), reply)
      return reply.code(201).header('cache-control', 'no-store').send(added)
    })
    scope.patch('/v1/people/:id', { ...options, schema: changeSchema }, async (request, reply) => {
      const by = actorOf(request, entrance)
      return accept(await accounts.changePerson(request.params.id, request.body, by), reply)
    })
  })
  app.post('/v1/people/:id/password', { config, schema: resetSchema }, async (request, reply) => {
    const by = actorOf(request, entrance)
    const made = accept(await accounts.resetPassword(request.params.id, by), reply)
    return reply.header('cache-control', 'no-store').send(made)
  })
}

const refusals = [
  'unauthorized',
  'session_ended',
  'forbidden',
  'person_needed',
  'origin_forbidden',
] as const
const changes = [
  'payload_not_json',
  'payload_shape',
  'payload_too_large',
  'name_invalid',
  'password_weak',
  'overloaded',
  ...refusals,
] as const

const listSchema = {
  summary: 'People, in the order in which they were added',
  tags: ['people'],
  querystring: queryOf(pageFields(pageSize)),
  response: { 200: pageOf(personResource), ...problemResponses('query_invalid', ...refusals) },
}

const addSchema = {
  summary: 'Add a person',
  tags: ['people'],
  body: personRequest,
  response: { 201: personAdded, ...problemResponses('person_exists', ...changes) },
}

const changeSchema = {
  summary: 'Change a person: name shown, roles, disabled, a new password',
  description: 'Disabling a person and giving them a password ends their sessions at once.',
  tags: ['people'],
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  body: personPatch,
  response: {
    200: personResource,
    ...problemResponses('person_unknown', 'last_admin', ...changes),
  },
}

const resetSchema = {
  summary: 'Make up another password for a person; it is answered this once',
  description: 'Ends their sessions, and opens the account of a disabled person again.',
  tags: ['people'],
  params: Type.Object({ id: Type.String({ maxLength: 64 }) }),
  response: {
    200: passwordMade,
    ...problemResponses('person_unknown', 'overloaded', ...refusals),
  },
}
