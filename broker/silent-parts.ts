import { Readable } from 'node:stream'

/**
 * The two parts of Aedes that spread and keep messages, without the spreading and keeping. What a
 * device publishes goes through the door and nowhere else; every session is clean, nothing is
 * retained, and Wills live with their connection. So there is no routing tree to search, no queue
 * to grow, and no periodic sweep of Wills that a jump of the wall clock could set off.
 */

type Done = () => void

/** Stands in for Aedes' emitter (mqemitter's interface). */
export function createSilentEmitter() {
  return {
    concurrency: 0,
    on: (_topic: string, _listener: unknown, done?: Done) => done?.(),
    // At once, not in a later tick: Aedes ends a replaced connection here, and one that ends
    // after its successor registered would take the successor off the list.
    removeListener: (_topic: string, _listener: unknown, done?: Done) => done?.(),
    emit: (_packet: unknown, done?: Done) => done?.(),
    close: (done: Done) => setImmediate(done),
  }
}

interface PacketWithId {
  messageId?: number
}

/** Stands in for Aedes' persistence: only the open QoS 2 handshakes of live connections. */
export function createSessionStore() {
  // By connection and not by client id: somebody who merely claims an id must not touch the
  // handshakes of the device that owns it.
  const openHandshakes = new WeakMap<object, Set<number | undefined>>()
  const nothing = async () => undefined
  const empty = () => Readable.from([])

  return {
    setup: async () => undefined,

    // [MQTT-4.3.3-2]: a repeated PUBLISH before its PUBREL is answered, not taken again.
    async incomingStorePacket(client: object, packet: PacketWithId) {
      const open = openHandshakes.get(client) ?? new Set()
      openHandshakes.set(client, open.add(packet.messageId))
    },
    async incomingGetPacket(client: object, packet: PacketWithId) {
      if (openHandshakes.get(client)?.has(packet.messageId)) return packet
      throw new Error('no such packet')
    },
    async incomingDelPacket(client: object, packet: PacketWithId) {
      openHandshakes.get(client)?.delete(packet.messageId)
    },
    async cleanIncoming(client: object) {
      openHandshakes.delete(client)
    },

    storeRetained: nothing,
    createRetainedStreamCombi: empty,
    addSubscriptions: nothing,
    removeSubscriptions: nothing,
    subscriptionsByClient: async () => [],
    subscriptionsByTopic: async () => [],
    cleanSubscriptions: nothing,
    outgoingEnqueue: nothing,
    outgoingEnqueueCombi: nothing,
    outgoingUpdate: nothing,
    outgoingClearMessageId: nothing,
    outgoingStream: empty,
    putWill: nothing,
    delWill: nothing,
    streamWill: empty,
  }
}
