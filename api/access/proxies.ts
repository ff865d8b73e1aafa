import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { TLSSocket } from 'node:tls'

/** How a request looks from where it was made, behind all proxies that we trust. */
export interface Outside {
  /** Address of whoever asks. */
  address: string
  /** Scheme and host as the browser sees them; undefined where the Host makes no sense. */
  origin: string | undefined
}

/** True for the address of a proxy whose forwarding headers count. */
export type IsTrustedProxy = (address: string | undefined) => boolean

const bare = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '')
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** From addresses and networks in CIDR notation. */
export function createTrustedProxies(networks: readonly string[]): IsTrustedProxy {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    if (bits === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(bits), familyOf(address))
  }
  return (address) => {
    const known = bare(address ?? '')
    return isIP(known) !== 0 && list.check(known, familyOf(known))
  }
}

/**
 * Looks past the trusted proxies. What anybody else writes into a forwarding header is ignored: it
 * would let a stranger choose an address, and a page of theirs our origin.
 */
export function lookOutside(request: IncomingMessage, isTrusted: IsTrustedProxy): Outside {
  const { headers, socket } = request
  const peer = bare(socket.remoteAddress ?? '')
  const isEncrypted = (socket as Partial<TLSSocket>).encrypted === true
  const own = { address: peer, origin: originOf(isEncrypted ? 'https' : 'http', headers.host) }
  if (!isTrusted(peer)) return own
  const chain = listOf(headers['x-forwarded-for']).map(bare)
  const scheme = listOf(headers['x-forwarded-proto']).at(-1) ?? (isEncrypted ? 'https' : 'http')
  return {
    // Each proxy adds the peer that it saw at the end: the first stranger from there is who asks.
    address: chain.findLast((address) => !isTrusted(address)) ?? chain[0] ?? peer,
    origin: originOf(scheme, listOf(headers['x-forwarded-host']).at(-1) ?? headers.host),
  }
}

const listOf = (header: string | string[] | undefined): string[] =>
  String(header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

function originOf(scheme: string, host: string | undefined): string | undefined {
  if (host === undefined || !/^https?$/.test(scheme) || !/^[\w.:[\]-]+$/.test(host))
    return undefined
  return URL.parse(`${scheme}://${host}`)?.origin
}
