import { hostNameOf, isLoopbackAddress, isLoopbackName } from './local-peer.ts'

/** Says whether a Host header may be answered at all. */
export type HostRule = (host: string | undefined) => boolean

/**
 * Bound to loopback, only names of loopback and of the allowed origins are answered: any other
 * name came through somebody's DNS. Bound to the network, every name is (a proxy or router
 * decides), but then nobody is trusted for being local.
 */
export function createHostRule(bound: string, allowedOrigins: readonly string[]): HostRule {
  if (!isLoopbackAddress(bound) && !isLoopbackName(bound)) return () => true
  const allowed = new Set(allowedOrigins.map((origin) => new URL(origin).hostname))
  return (host) => {
    const name = hostNameOf(host)
    return name !== undefined && (isLoopbackName(name) || allowed.has(name))
  }
}

/**
 * Says whether a browser's page may open the live stream: a page of this server, or of an allowed
 * origin. A request without Origin comes from no browser; only a local one is let in.
 */
export function isOriginAllowed(input: {
  origin: string | undefined
  host: string | undefined
  local: boolean
  allowedOrigins: readonly string[]
}): boolean {
  const { origin, host, local, allowedOrigins } = input
  if (origin === undefined) return local
  if (allowedOrigins.includes(origin)) return true
  return host !== undefined && URL.parse(origin)?.host === URL.parse(`http://${host}`)?.host
}
