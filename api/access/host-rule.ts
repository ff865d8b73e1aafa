import type { IncomingMessage } from 'node:http'
import { hostNameOf, isLoopbackAddress, isLoopbackName } from './local-peer.ts'
import type { IsTrustedProxy } from './proxies.ts'

/** Says whether a request may be answered at all, by the name that it calls us. */
export type HostRule = (request: IncomingMessage) => boolean

/**
 * Bound to loopback, only names of loopback and of the allowed origins are answered: any other
 * name came through somebody's DNS. A trusted proxy, and a server on the network, pass on whatever
 * names lead to them.
 */
export function createHostRule(options: {
  bound: string
  allowedOrigins: readonly string[]
  isTrusted: IsTrustedProxy
}): HostRule {
  const { bound, allowedOrigins, isTrusted } = options
  if (!isLoopbackAddress(bound) && !isLoopbackName(bound)) return () => true
  const allowed = new Set(allowedOrigins.map((origin) => new URL(origin).hostname))
  return ({ headers, socket }) => {
    const name = hostNameOf(headers.host)
    if (name === undefined) return false
    return isLoopbackName(name) || allowed.has(name) || isTrusted(socket.remoteAddress)
  }
}
