import Type from 'typebox'
import { passwordRequest } from '#domain/wire/session.ts'
import { actorOf, getPerson } from '../access/actor.ts'
import { accept } from '../access/safe-page.ts'
import type { ApiApp } from '../app-type.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { credentialsMaxBytes } from './route.ts'

/** `PUT /v1/session/password`: one's own; all other sessions of the person end. */
export function passwordRoutes(app: ApiApp, { accounts, entrance }: RouteContext): void {
  withJsonBody(app, (scope) => {
    scope.put(
      '/v1/session/password',
      { config: { needs: 'password.own' }, bodyLimit: credentialsMaxBytes, schema },
      async (request, reply) => {
        const { person, session } = getPerson(request)
        const { current, password } = request.body
        const own = { person: person.id, session }
        const by = actorOf(request, entrance)
        const passwords = { current, next: password }
        accept(await accounts.changeOwnPassword(own, passwords, by), reply)
        return reply.code(204).send()
      },
    )
  })
}

const schema = {
  summary: 'Choose another password',
  tags: ['people'],
  body: passwordRequest,
  response: {
    204: Type.Null({ description: 'Done' }),
    ...problemResponses(
      'payload_not_json',
      'payload_shape',
      'unauthorized',
      'forbidden',
      'person_needed',
      'login_wrong',
      'login_throttled',
      'password_weak',
      'origin_forbidden',
      'payload_too_large',
      'overloaded',
    ),
  },
}
