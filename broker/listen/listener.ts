import { createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import type { BrokerLimits } from '../limits.ts'

export interface Listener {
  port: number
  /** Stops accepting at once; connections that exist go on. */
  close(): void
}

export interface ListenOptions {
  host: string
  port: number
  limits: BrokerLimits
  onSocket: (socket: Socket) => void
  /** The system could not accept a connection (out of file descriptors). */
  onAcceptError: (error: Error) => void
}

/** Listens for TCP connections. Rejects with the system's error (EADDRINUSE, EACCES …). */
export async function openListener(options: ListenOptions): Promise<Listener> {
  const { host, port, limits } = options
  const server = createServer({
    // Acknowledgements are 4 bytes: waiting to fill a segment would only delay them.
    noDelay: true,
    // Finds dead links also of devices that set the MQTT keep-alive to 0.
    keepAlive: true,
    keepAliveInitialDelay: limits.tcpKeepAliveAfterMs,
  })
  server.on('connection', options.onSocket)
  server.listen({ host, port, backlog: limits.listenBacklog })
  await once(server, 'listening')
  server.on('error', options.onAcceptError)
  const address = server.address() as AddressInfo
  return { port: address.port, close: () => server.close() }
}
