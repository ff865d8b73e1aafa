import Type from 'typebox'
import { isLocalRequest } from '../access/local-peer.ts'
import { requireOwnPage } from '../access/require-needs.ts'
import { requireSafePage, sendSession } from '../access/safe-page.ts'
import type { ApiApp } from '../app-type.ts'
import type { RouteContext } from '../parts.ts'
import { Problem } from '../problems/problem.ts'
import { problemResponses } from '../problems/problem-responses.ts'
import { placeOf } from './route.ts'

/** `POST /v1/demo/session`: somebody simulated, on the machine of a demo. No other city has it. */
export function demoRoutes(app: ApiApp, context: RouteContext): void {
  const { logInSimulated, entrance } = context
  if (!logInSimulated) return
  app.post('/v1/demo/session', { config: { needs: 'public' }, schema }, (request, reply) => {
    if (!isLocalRequest(request.raw)) throw new Problem('forbidden', 'On this machine only')
    requireOwnPage(request, entrance)
    const { isSecure } = requireSafePage(request)
    return sendSession(reply, logInSimulated(placeOf(request, context)), isSecure)
  })
}

const schema = {
  summary: 'Log in as a simulated person, in a demo only',
  tags: ['people'],
  response: {
    204: Type.Null({ description: 'Done' }),
    ...problemResponses('forbidden', 'origin_forbidden', 'tls_needed'),
  },
}
