import type { Socket } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { BrokerLimits } from '../limits.ts'
import { openListener, type Listener } from './listener.ts'

/** Where to listen; port 0 takes a free one. */
export interface PlainOptions {
  host: string
  port: number
}

/** PEM texts of the certificate (with its chain) and of its key. */
export interface TlsOptions extends PlainOptions {
  cert: string
  key: string
}

/** Where a listener can be reached; `url` is what a client is given. */
interface ListenerAddress {
  host: string
  port: number
  url: string
}

export interface Listeners {
  /** Stays the same through pauses. */
  readonly addresses: { readonly plain?: ListenerAddress; readonly tls?: ListenerAddress }
  /** False from `close` to `reopen`. */
  isWanted(): boolean
  close(): void
  /** Opens again on the ports of the first time. */
  reopen(): Promise<void>
}

interface ListenersOptions {
  plain?: PlainOptions | undefined
  tls?: TlsOptions | undefined
  limits: BrokerLimits
  onSocket: (socket: Socket, secureContext?: SecureContext) => void
  onAcceptError: (error: Error) => void
}

function toAddress(scheme: 'mqtt' | 'mqtts', host: string, port: number): ListenerAddress {
  return { host, port, url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}` }
}

/** Opens the plain and the TLS listener. Rejects, with none left open, when one cannot open. */
export async function openListeners(options: ListenersOptions): Promise<Listeners> {
  const { limits, onSocket, onAcceptError } = options
  const shared = { limits, onAcceptError }
  const context = options.tls && createSecureContext({ ...options.tls, minVersion: 'TLSv1.2' })
  let open: Listener[] = []

  const close = () => {
    for (const listener of open) listener.close()
    open = []
  }
  const openAt = async (at: PlainOptions, secureContext?: SecureContext) => {
    const { host, port } = at
    const accept = (socket: Socket) => onSocket(socket, secureContext)
    const listener = await openListener({ host, port, onSocket: accept, ...shared })
    open.push(listener)
    return listener.port
  }
  const openBoth = async (plain?: PlainOptions, tls?: PlainOptions) => {
    try {
      return {
        ...(plain && { plain: toAddress('mqtt', plain.host, await openAt(plain)) }),
        ...(tls && { tls: toAddress('mqtts', tls.host, await openAt(tls, context)) }),
      }
    } catch (error) {
      close()
      throw error
    }
  }

  const addresses = await openBoth(options.plain, options.tls)
  let opening: Promise<unknown> | undefined
  let wanted = true
  return {
    addresses,
    isWanted: () => wanted,
    close() {
      wanted = false
      close()
    },
    async reopen() {
      wanted = true
      if (open.length > 0) return
      // Whoever asks while it is opening waits for the same opening.
      opening ??= openBoth(addresses.plain, addresses.tls)
      try {
        await opening
        // Closed again while it was opening: the later wish counts.
        if (!wanted) close()
      } catch (error) {
        wanted = false
        throw error
      } finally {
        opening = undefined
      }
    },
  }
}
