import type { IncomingMessage } from 'node:http'
import { operatorKey, type Openness, type Principal } from '#domain/access/principal.ts'
import { createHostRule, type HostRule } from './host-rule.ts'
import { isLocalRequest } from './local-peer.ts'
import { findPrincipal, parseBearer, type Credentials } from './principal.ts'
import { createTrustedProxies, lookOutside, type IsTrustedProxy, type Outside } from './proxies.ts'
import { readSessionCookie } from './session-cookie.ts'

/** Who asks, and how they said so. */
export interface Caller {
  principal: Principal
  /** `open`: by a browser's session. `ended`: it has one that is nobody's any more. */
  session: 'none' | 'open' | 'ended'
}

/** What decides who comes in, the same for REST, the live stream and WebSockets of devices. */
export interface Entrance {
  isHostAllowed: HostRule
  isTrustedProxy: IsTrustedProxy
  lookOutside(request: IncomingMessage): Outside
  /** True for a page of this server as its browser sees it, and for one of an allowed origin. */
  isOwnPage(request: IncomingMessage): boolean
  /** Undefined for a wrong token. `token` stands for the header that no browser's socket can send. */
  identify(request: IncomingMessage, token?: unknown): Caller | undefined
}

export interface EntranceOptions extends Credentials {
  /** Address that we listen on. */
  host: string
  allowedOrigins: readonly string[]
  trustedProxies: readonly string[]
  /** Nothing but simulated data: whoever sits at this machine may read all of it. */
  demo: boolean
  publicRead: boolean
}

export function createEntrance(options: EntranceOptions): Entrance {
  const { allowedOrigins, demo, publicRead } = options
  const isTrustedProxy = createTrustedProxies(options.trustedProxies)
  const look = (request: IncomingMessage) => lookOutside(request, isTrustedProxy)

  function opennessFor(request: IncomingMessage): Openness {
    if (demo && isLocalRequest(request)) return 'everything'
    return publicRead ? 'public' : 'nothing'
  }

  /** A person's, or the operator link's. Devices and other keys have no pages, so no sessions. */
  function holderOf(cookie: string): Principal | undefined {
    const found = options.accounts.findSession(cookie)
    if (found) return { who: 'person', ...found }
    return options.verifyOperator(Buffer.from(cookie))
      ? { who: 'key', key: operatorKey }
      : undefined
  }

  return {
    isHostAllowed: createHostRule({
      bound: options.host,
      allowedOrigins,
      isTrusted: isTrustedProxy,
    }),
    isTrustedProxy,
    lookOutside: look,
    isOwnPage(request) {
      const { origin } = request.headers
      if (origin === undefined) return false
      return allowedOrigins.includes(origin) || look(request).origin === URL.parse(origin)?.origin
    },
    identify(request, token = parseBearer(request.headers.authorization)) {
      const by = (secret: unknown) =>
        typeof secret === 'string' ? findPrincipal(secret, options) : undefined
      if (token !== undefined) {
        const principal = by(token)
        return principal && { principal, session: 'none' }
      }
      const cookie = readSessionCookie(request.headers.cookie)
      const holder = cookie === undefined ? undefined : holderOf(cookie)
      if (holder) return { principal: holder, session: 'open' }
      const principal = { who: 'anonymous', open: opennessFor(request) } as const
      return { principal, session: cookie === undefined ? 'none' : 'ended' }
    },
  }
}
