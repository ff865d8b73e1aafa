import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Aedes } from 'aedes'

export interface Heard {
  client: string
  topic: string
  payload: string
}

/** A bare MQTT broker that writes down what it acknowledges. */
export interface ListeningBroker {
  url: string
  port: number
  /** Publishes that were acknowledged, in order. */
  heard: readonly Heard[]
  /** Publishes that were cut off without an acknowledgement. */
  refused: readonly Heard[]
  clients(): string[]
  close(): Promise<void>
}

interface ListeningBrokerOptions {
  port?: number
  /** Token of a device; undefined lets everyone in. */
  tokens?: ReadonlyMap<string, string>
  /** False: the connection is cut instead of acknowledging. */
  accept?: (heard: Heard) => boolean
}

export async function startListeningBroker(
  options: ListeningBrokerOptions = {},
): Promise<ListeningBroker> {
  const { port = 0, tokens, accept = () => true } = options
  const aedes = await Aedes.createBroker()
  const heard: Heard[] = []
  const refused: Heard[] = []
  const clients = new Set<string>()
  aedes.authenticate = (...[client, user, password, done]) => {
    const isKnown = !tokens || tokens.get(client.id) === password?.toString()
    done(null, isKnown && user === client.id)
  }
  aedes.authorizePublish = (client, packet, done) => {
    if (!client) return done(null)
    const said = { client: client.id, topic: packet.topic, payload: packet.payload.toString() }
    const isTaken = accept(said)
    ;(isTaken ? heard : refused).push(said)
    done(isTaken ? null : new Error('not committed'))
  }
  aedes.on('client', ({ id }) => clients.add(id))
  aedes.on('clientDisconnect', ({ id }) => clients.delete(id))
  const server = createServer(aedes.handle)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    port: address.port,
    heard,
    refused,
    clients: () => [...clients],
    async close() {
      server.close()
      await new Promise<void>((resolve) => aedes.close(resolve))
    },
  }
}
