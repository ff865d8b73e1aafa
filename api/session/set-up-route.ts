import Type from 'typebox'
import { setUpRequest } from '#domain/wire/session.ts'
import { requireOwnPage } from '../access/require-needs.ts'
import { accept, requireSafePage, sendSession } from '../access/safe-page.ts'
import type { ApiApp } from '../app-type.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { credentialsMaxBytes, placeOf } from './route.ts'

/** `POST /v1/setup`: the first person, by the link that a start prints while there is none. */
export function setUpRoutes(app: ApiApp, context: RouteContext): void {
  const { accounts, entrance } = context
  withJsonBody(app, (scope) => {
    scope.post(
      '/v1/setup',
      {
        config: { needs: 'public' },
        bodyLimit: credentialsMaxBytes,
        schema,
        onRequest: async (request) => requireOwnPage(request, entrance),
      },
      async (request, reply) => {
        const { isSecure } = requireSafePage(request)
        const { token, ...person } = request.body
        const begun = await accounts.setUp(token, person, placeOf(request, context))
        return sendSession(reply, accept(begun, reply), isSecure)
      },
    )
  })
}

const schema = {
  summary: 'Make the first administrator, by the set-up link',
  description: 'Works once, while there is no person. Logs that person in, with all roles.',
  tags: ['people'],
  body: setUpRequest,
  response: {
    204: Type.Null({ description: 'Done' }),
    ...problemResponses(
      'payload_not_json',
      'payload_shape',
      'setup_wrong',
      'login_throttled',
      'name_invalid',
      'password_weak',
      'origin_forbidden',
      'tls_needed',
      'payload_too_large',
      'overloaded',
    ),
  },
}
