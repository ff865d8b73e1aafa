import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

const loopbackV4 = /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/

/** True for 127.0.0.0/8 and ::1, also as IPv4-mapped IPv6. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && (address === '::1' || loopbackV4.test(address))
}

/** The host name of a Host header or origin without its port; undefined where it has none. */
export function hostNameOf(host: string | undefined): string | undefined {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host)) return undefined
  const name = URL.parse(`http://${host}`)?.hostname
  return name === undefined || name === '' ? undefined : name
}

/** A name that only ever means this machine. */
export function isLoopbackName(name: string | undefined): boolean {
  if (name === undefined) return false
  const bare = name.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || (isIP(bare) !== 0 && isLoopbackAddress(bare))
}

// A proxy on this machine makes every visitor look local, so a forwarded request never counts.
const forwardedBy = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * True where the request was made on this machine, by somebody who knew that: the peer is
 * loopback, no proxy passed it on, and the Host header names loopback. The last stops a page that
 * points its own name at 127.0.0.1 (DNS rebinding) from reading the city through a browser.
 */
export function isLocalRequest(request: IncomingMessage): boolean {
  if (!isLoopbackAddress(request.socket.remoteAddress)) return false
  if (forwardedBy.some((name) => request.headers[name] !== undefined)) return false
  return isLoopbackName(hostNameOf(request.headers.host))
}
