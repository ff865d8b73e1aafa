import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import mqtt, { type Packet } from 'mqtt-packet'

/** A client that sends whatever a test wants and shows every packet that comes back, in order. */
export interface RawClient<Stream extends Duplex = Socket> {
  socket: Stream
  /** Everything that arrived so far. */
  received: Packet[]
  /** Resolves with the first packet from now or before that is of this type. */
  next(cmd: Packet['cmd']): Promise<Packet>
  send(...packets: (Packet | Uint8Array)[]): void
  /** Resolves when the server has closed the connection. */
  closed: Promise<void>
  destroy(): void
}

/** Opens a TCP connection to the door and says nothing yet. */
export async function openRaw(port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host })
  const client = createRawClient(socket)
  await once(socket, 'connect')
  return client
}

/** The same over any stream of bytes. */
export function createRawClient<Stream extends Duplex>(socket: Stream): RawClient<Stream> {
  const parser = mqtt.parser()
  const received: Packet[] = []
  let wake = () => {}
  parser.on('packet', (packet) => {
    received.push(packet)
    wake()
  })
  socket.on('data', (chunk) => parser.parse(chunk))
  // A reset is one of the ways in which the door says no.
  socket.on('error', () => undefined)
  const closed = new Promise<void>((done) => socket.once('close', () => done()))
  const taken = new Set<Packet>()
  return {
    socket,
    received,
    closed,
    async next(cmd) {
      for (;;) {
        const found = received.find((packet) => packet.cmd === cmd && !taken.has(packet))
        if (found) {
          taken.add(found)
          return found
        }
        if (socket.destroyed) throw new Error(`closed while waiting for ${cmd}`)
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        await Promise.race([promise, closed])
      }
    },
    send(...packets) {
      const frames = packets.map((packet) =>
        packet instanceof Uint8Array ? packet : mqtt.generate(packet),
      )
      socket.write(Buffer.concat(frames))
    },
    destroy: () => socket.destroy(),
  }
}

/** A CONNECT as a device sends it; `over` replaces parts of it. */
export function connectPacket(
  device: { id: string; secret: string },
  over: Partial<mqtt.IConnectPacket> = {},
): mqtt.IConnectPacket {
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: 60,
    clientId: device.id,
    username: device.id,
    password: Buffer.from(device.secret),
    ...over,
  }
}

/** A PUBLISH; QoS 1 with packet id 1 unless said otherwise. */
export function publishPacket(
  topic: string,
  payload: string | Buffer = '{}',
  over: Partial<mqtt.IPublishPacket> = {},
): mqtt.IPublishPacket {
  return {
    cmd: 'publish',
    topic,
    payload,
    qos: 1,
    dup: false,
    retain: false,
    messageId: 1,
    ...over,
  }
}
