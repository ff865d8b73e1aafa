import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { capabilitiesOf } from '#domain/access/decide.ts'
import { operatorKey, type Principal } from '#domain/access/principal.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { sessionRequest, sessionResource, type SessionResource } from '#domain/wire/session.ts'
import { actorOf } from '../access/actor.ts'
import { requireOwnPage } from '../access/require-needs.ts'
import { accept, requireSafePage, sendSession } from '../access/safe-page.ts'
import { endedSessionCookies } from '../access/session-cookie.ts'
import type { ApiApp } from '../app-type.ts'
import { withJsonBody } from '../http/json-body.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'

/** Two texts of the longest, with every character escaped, and the JSON around them. */
export const credentialsMaxBytes = 64 * 1_024

/**
 * `/v1/session`: a browser's own. It begins with a name and its password, or with the operator's
 * token, which moves from the link into a cookie that no script can read.
 */
export function sessionRoutes(app: ApiApp, context: RouteContext): void {
  const { entrance, accounts } = context
  app.get('/v1/session', { config: { needs: 'public' }, schema: readSchema }, (request, reply) => {
    const caller = entrance.identify(request.raw)
    const capabilities = caller ? capabilitiesOf(caller.principal) : []
    void reply.header('cache-control', 'no-store')
    if (!caller || capabilities.length === 0) {
      if (caller?.session !== 'ended') throw new Problem('unauthorized', 'No session')
      throw new Problem('session_ended', 'This session has ended')
    }
    return reply.send({ capabilities, ...describeHolder(caller.principal, context) })
  })
  app.delete(
    '/v1/session',
    { config: { needs: 'public' }, schema: endSchema },
    (request, reply) => {
      requireOwnPage(request, entrance)
      const principal = entrance.identify(request.raw)?.principal
      if (principal?.who === 'person') {
        request.principal = principal
        accounts.endSessions([principal.session], actorOf(request, entrance))
      }
      return reply
        .header('set-cookie', [...endedSessionCookies])
        .code(204)
        .send()
    },
  )
  withJsonBody(app, (scope) => {
    scope.post(
      '/v1/session',
      {
        config: { needs: 'public' },
        bodyLimit: credentialsMaxBytes,
        schema: beginSchema,
        // Before its body is read, as with every other credential.
        onRequest: async (request) => requireOwnPage(request, entrance),
      },
      async (request, reply) => {
        const { isSecure } = requireSafePage(request)
        const { body } = request
        if ('token' in body) return openLink(body.token, { request, reply, isSecure }, context)
        const begun = await logIn(body, request, context)
        return sendSession(reply, accept(begun, reply), isSecure)
      },
    )
  })
}

/** Where somebody comes from who begins a session. */
export function placeOf({ raw }: FastifyRequest, { entrance }: Pick<RouteContext, 'entrance'>) {
  const { address } = entrance.lookOutside(raw)
  return { address, agent: raw.headers['user-agent'] ?? '' }
}

async function logIn(
  { name, password }: { name: string; password: string },
  request: FastifyRequest,
  context: RouteContext,
) {
  const place = placeOf(request, context)
  const begun = await context.accounts.logIn(name, password, place)
  if (isRefusal(begun) && (begun.code === 'login_wrong' || begun.code === 'login_throttled')) {
    // Without the name: people type their password into the wrong field.
    const detail = 'by name and password'
    context.audit.write({ address: place.address, who: '', code: begun.code, detail })
  }
  return begun
}

function openLink(
  token: string,
  { request, reply, isSecure }: { request: FastifyRequest; reply: FastifyReply; isSecure: boolean },
  { entrance, audit }: RouteContext,
) {
  const caller = entrance.identify(request.raw, token)
  const isLink = caller?.principal.who === 'key' && caller.principal.key === operatorKey
  if (isLink) return sendSession(reply, { token, id: operatorKey.id }, isSecure)
  const { address } = placeOf(request, { entrance })
  audit.write({ address, who: '', code: 'token_wrong', detail: 'wrong operator link' })
  throw new Problem('unauthorized', 'This is the token of no operator link')
}

type Holder = Pick<SessionResource, 'person' | 'expires_at'>

function describeHolder(principal: Principal, { accounts }: RouteContext): Holder {
  if (principal.who === 'person') {
    const { id, name, display_name, roles } = principal.person
    const known = accounts.findPerson(id)
    const expiresTs = accounts.findSessionById(principal.session)?.expires_ts
    return {
      person: {
        id,
        name,
        display_name,
        roles: [...roles],
        has_password: known?.has_password ?? false,
        password_to_change: known?.password_to_change ?? false,
      },
      expires_at: expiresTs === undefined ? null : new Date(expiresTs).toISOString(),
    }
  }
  if (principal.who !== 'key') return { person: null, expires_at: null }
  const { id, name } = principal.key
  const person = {
    id,
    name,
    display_name: name,
    roles: [],
    has_password: false,
    password_to_change: false,
  }
  return { person, expires_at: null }
}

const nothing = { 204: Type.Null({ description: 'Done' }) }

const readSchema = {
  summary: 'Who reads, and what they may do',
  tags: ['people'],
  response: { 200: sessionResource, ...problemResponses('unauthorized', 'session_ended') },
}

const beginSchema = {
  summary: 'Log in with a name and its password, or with the token of an operator link',
  description: 'Sets a cookie. The page must be ours, over TLS or on this machine.',
  tags: ['people'],
  body: sessionRequest,
  response: {
    ...nothing,
    ...problemResponses(
      'payload_not_json',
      'payload_shape',
      'unauthorized',
      'login_wrong',
      'login_throttled',
      'origin_forbidden',
      'tls_needed',
      'payload_too_large',
      'overloaded',
    ),
  },
}

const endSchema = {
  summary: 'End the session of this browser',
  tags: ['people'],
  response: { ...nothing, ...problemResponses('origin_forbidden') },
}
