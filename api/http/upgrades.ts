import { STATUS_CODES, type IncomingMessage, type Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import type { Audit } from '#domain/words/audit.ts'
import { livePath } from '#domain/live-stream.ts'
import type { Entrance } from '../access/entrance.ts'

/** Why a request may not go on in another protocol, as HTTP status and words. */
interface UpgradeRefusal {
  status: number
  detail: string
}

/** Takes over the connection of a request, or says what to answer. */
export type TakeUpgrade = (upgrade: {
  request: IncomingMessage
  socket: Socket
  head: Buffer
}) => UpgradeRefusal | undefined

export interface UpgradeOptions {
  /** What else than the live stream is spoken on this port, by path. */
  upgrades: Readonly<Record<string, TakeUpgrade>>
  entrance: Entrance
  audit: Audit
}

/**
 * Hands WebSockets on to whoever speaks their protocol, under the rule of the live stream: no page
 * of another origin may use a visitor's browser. A request without Origin comes from no browser;
 * whoever takes it asks for credentials by itself.
 */
export function passUpgrades(server: HttpServer, options: UpgradeOptions): void {
  const { upgrades, entrance, audit } = options

  const refusePage = (request: IncomingMessage): UpgradeRefusal | undefined => {
    const { origin } = request.headers
    if (!entrance.isHostAllowed(request)) return { status: 403, detail: 'host not allowed' }
    if (origin === undefined || entrance.isOwnPage(request)) return undefined
    const detail = `a page of ${JSON.stringify(origin.slice(0, 200))}`
    const { address } = entrance.lookOutside(request)
    audit.write({ address, who: '', code: 'origin_forbidden', detail })
    return { status: 403, detail: 'origin not allowed' }
  }

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const path = (request.url ?? '').replace(/\?.*$/s, '')
    if (path.startsWith(`${livePath}/`)) return
    const take = Object.hasOwn(upgrades, path) ? upgrades[path] : undefined
    const refused = take
      ? (refusePage(request) ?? take({ request, socket, head }))
      : { status: 404, detail: 'nothing to upgrade to here' }
    if (refused) answer(socket, refused)
  })
}

/** Answers in HTTP and closes: the connection belongs to nobody else from here on. */
function answer(socket: Socket, { status, detail }: UpgradeRefusal): void {
  // A reset meanwhile is no news.
  socket.on('error', () => socket.destroy())
  socket.once('finish', () => socket.destroy())
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(detail)}`,
      '',
      detail,
    ].join('\r\n'),
  )
}
