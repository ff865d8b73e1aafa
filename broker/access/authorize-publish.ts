import type { AedesOptions } from 'aedes'
import type { Device } from '#domain/devices/device.ts'
import type { DoorResult, Incoming } from '#domain/door.ts'
import type { Connection } from '../connections.ts'
import type { DoorParts } from '../parts.ts'
import { refusal, type DoorRefusal } from '../refusal.ts'
import { createHoldDebtors } from './hold-debtors.ts'
import { findChannel, refuseTopic } from './topics.ts'

type AuthorizePublish = NonNullable<AedesOptions['authorizePublish']>
type PublishPacket = Parameters<AuthorizePublish>[1]

const noBytes = Buffer.alloc(0)
const toBytes = (payload: PublishPacket['payload'] | undefined): Uint8Array =>
  typeof payload === 'string' ? Buffer.from(payload) : (payload ?? noBytes)

/** What is wrong with a publish apart from its topic. */
function refusePacket(
  packet: PublishPacket,
  connection: Connection,
  unreadBytes: number,
): DoorRefusal | undefined {
  // [MQTT-2.3.1-1]
  if (packet.qos > 0 && !(Number(packet.messageId) > 0)) {
    return refusal('protocol_error', 'packet id 0')
  }
  if ((connection.stream?.writableLength ?? 0) > unreadBytes) {
    return refusal('acks_unread', 'publishes without reading its acknowledgements')
  }
  return undefined
}

function incoming(device: Device, channel: Incoming['channel'], packet: PublishPacket): Incoming {
  const bestEffort = packet.qos === 0
  return { device, channel, payload: toBytes(packet.payload), via: 'mqtt', bestEffort }
}

/** Passes a publish through the door; the error, if any, closes the connection. */
function createPass(parts: DoorParts) {
  const { counters, door, limits, reporter } = parts
  const hold = createHoldDebtors(parts)
  const settle = (result: DoorResult, isQos0: boolean): Error | null => {
    if (result.ok) {
      counters.publishes.committed += 1
      return null
    }
    if (isQos0 && result.code === 'overloaded') {
      counters.publishes.shed += 1
      return null
    }
    counters.publishes.failed += 1
    return new Error(result.detail)
  }

  return (
    connection: Connection,
    publish: { incoming: Incoming; packet: PublishPacket },
    done: (error: Error | null) => void,
  ): void => {
    const because = refusePacket(publish.packet, connection, limits.unreadBytes)
    if (because) {
      reporter.end(connection, because)
      return done(new Error(because.detail))
    }
    const { incoming: taken } = publish
    return hold(connection, taken.device.id, () =>
      door.accept(taken, (result) => {
        const error = settle(result, taken.bestEffort)
        // The trouble is ours: the device keeps its copy, comes back with it, and did no wrong.
        if (error) connection.explained = true
        // A connection that went away meanwhile cannot be answered.
        if (!connection.client?.closed) done(error)
      }),
    )
  }
}

/** Lets a Will through as the status that it is, acknowledged to nobody. */
function createSayWill({ counters, door, isClosing }: DoorParts) {
  return (will: Incoming, done: (error: Error | null) => void): void => {
    // Our own going down says nothing about a device: its Will stays unsaid.
    if (isClosing()) return done(new Error('closing'))
    return door.accept({ ...will, bestEffort: false }, (result) => {
      counters.wills[result.ok ? 'committed' : 'failed'] += 1
      done(result.ok ? null : new Error(result.detail))
    })
  }
}

/**
 * The gate: Aedes asks here before the acknowledgement and waits for the answer, so the PUBACK
 * (PUBREC) means what the door says. Answers come in the order of the calls because the door
 * keeps that order [MQTT-4.6.0-2]. Hot path: once per publish, two lookups, a string compare.
 */
export function createAuthorizePublish(parts: DoorParts): AuthorizePublish {
  const { connections, directory, reporter } = parts
  const pass = createPass(parts)
  const sayWill = createSayWill(parts)
  return (client, packet, done) => {
    const connection = connections.find(client)
    const device = connection?.deviceId ? directory.find(connection.deviceId) : undefined
    if (!client || !connection?.topics || !device) return done(new Error('not identified'))
    const channel = findChannel(connection.topics, packet.topic)
    if (!channel) {
      reporter.end(connection, refuseTopic(connection.topics, packet.topic))
      return done(new Error('topic refused'))
    }
    const passed = incoming(device, channel, packet)
    // Aedes asks for the Will after it closed the client.
    if (client.closed) return sayWill(passed, done)
    return pass(connection, { incoming: passed, packet }, done)
  }
}
