import type { FastifyRequest } from 'fastify'
import type { Audit } from '#domain/words/audit.ts'
import type { ApiApp } from '../app-type.ts'
import { Problem } from '../problem.ts'
import { isLocalRequest } from './local-peer.ts'
import { refuseAccess } from './permit.ts'
import { findPrincipal, parseBearer, type Credentials, type Principal } from './principal.ts'

/**
 * Denies by default: every route must declare `config.access`, or registering it throws. The
 * caller is identified before the body is read, so a stranger cannot make us buffer one.
 */
export function requireAccess(app: ApiApp, credentials: Credentials & { audit: Audit }): void {
  app.decorateRequest('principal')
  app.addHook('onRoute', (route) => {
    if (!route.config?.access) {
      throw new Error(`Route ${String(route.method)} ${route.url} declares no access`)
    }
  })
  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    // Only the handler of unknown paths has none; it says nothing but 404.
    if (access === undefined || access === 'public') return
    const principal = identify(request, credentials)
    if (!principal) {
      const detail = `wrong token for ${request.method} ${request.routeOptions.url ?? ''}`
      credentials.audit.write({ address: request.ip, who: '', code: 'token_wrong', detail })
      throw new Problem('unauthorized', 'The token is not known')
    }
    request.principal = principal
    const refusal = refuseAccess(access, request.principal, deviceOf(request))
    if (refusal) throw new Problem(refusal, detailOf[refusal] ?? refusal)
  })
}

/** A wrong token is refused also where none is needed: its sender believes it is somebody. */
function identify(request: FastifyRequest, credentials: Credentials): Principal | undefined {
  const token = parseBearer(request.headers.authorization)
  if (token === undefined) return { who: 'anonymous', local: isLocalRequest(request.raw) }
  return token === null ? undefined : findPrincipal(token, credentials)
}

function deviceOf(request: FastifyRequest): string | undefined {
  const { id } = request.params as { id?: string }
  return id
}

const detailOf: Readonly<Record<string, string>> = {
  unauthorized: 'Send a token: Authorization: Bearer …',
  forbidden: 'This token does not permit that',
}
