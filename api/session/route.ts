import Type from 'typebox'
import { capabilitiesOf } from '#domain/access/decide.ts'
import { sessionRequest, sessionResource } from '#domain/wire/session.ts'
import { hostNameOf, isLoopbackName } from '../access/local-peer.ts'
import { requireOwnPage } from '../access/require-needs.ts'
import { endedSessionCookies, formatSessionCookie } from '../access/session-cookie.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'

/** A token and the JSON around it. */
const bodyMaxBytes = 1_024

/**
 * `/v1/session`: a browser's own. The operator's token moves from the link into a cookie that no
 * script can read; who ends the link ends every session that it opened.
 */
export function sessionRoutes(app: ApiApp, context: RouteContext): void {
  const { entrance, audit } = context
  app.get('/v1/session', { config: { needs: 'public' }, schema: readSchema }, (request, reply) => {
    const caller = entrance.identify(request.raw)
    const capabilities = caller ? capabilitiesOf(caller.principal) : []
    void reply.header('cache-control', 'no-store')
    if (!caller || capabilities.length === 0) {
      if (caller?.session !== 'ended') throw new Problem('unauthorized', 'No session')
      throw new Problem('session_ended', 'The link of this session has been renewed')
    }
    const isOperator = caller.principal.who === 'operator'
    const person = isOperator ? { id: 'operator', name: 'operator' } : null
    return reply.send({ person, capabilities: [...capabilities] })
  })
  app.delete(
    '/v1/session',
    { config: { needs: 'public' }, schema: endSchema },
    (request, reply) => {
      requireOwnPage(request, entrance)
      return reply
        .header('set-cookie', [...endedSessionCookies])
        .code(204)
        .send()
    },
  )
  void app.register(async (scope: ApiApp) => {
    const parseJson = scope.getDefaultJsonParser('error', 'error')
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson)
    scope.post(
      '/v1/session',
      {
        config: { needs: 'public' },
        bodyLimit: bodyMaxBytes,
        schema: beginSchema,
        // Before its body is read, as with every other credential.
        onRequest: async (request) => requireOwnPage(request, entrance),
      },
      (request, reply) => {
        const page = new URL(request.headers.origin ?? '')
        const isSecure = page.protocol === 'https:'
        if (!isSecure && !isLoopbackName(hostNameOf(page.host))) {
          throw new Problem('tls_needed', `${page.origin} would carry the token in clear`)
        }
        const { token } = request.body
        const caller = entrance.identify(request.raw, token)
        if (caller?.principal.who !== 'operator') {
          const detail = 'wrong operator link'
          audit.write({ address: request.ip, who: '', code: 'token_wrong', detail })
          throw new Problem('unauthorized', 'This is the token of no operator link')
        }
        return reply.header('set-cookie', formatSessionCookie(token, isSecure)).code(204).send()
      },
    )
  })
}

const nothing = { 204: Type.Null({ description: 'Done' }) }

const readSchema = {
  summary: 'Who reads, and what they may do',
  tags: ['operation'],
  response: { 200: sessionResource, ...problemResponses('unauthorized', 'session_ended') },
}

const beginSchema = {
  summary: 'Begin a session of this browser with the token of an operator link',
  description: 'Sets a cookie. The page must be ours, over TLS or on this machine.',
  tags: ['operation'],
  body: sessionRequest,
  response: {
    ...nothing,
    ...problemResponses(
      'payload_not_json',
      'payload_shape',
      'unauthorized',
      'origin_forbidden',
      'tls_needed',
      'payload_too_large',
    ),
  },
}

const endSchema = {
  summary: 'End the session of this browser',
  tags: ['operation'],
  response: { ...nothing, ...problemResponses('origin_forbidden') },
}
