import mqtt, { type Packet } from 'mqtt-packet'
import type { Random } from '#domain/simulation.ts'
import { connectPacket, publishPacket } from '#test/broker/raw-client.ts'
import { disconnectFrame } from '#test/support/mqtt-frames.ts'

/** Packets of one connection: enough to get deep, and few enough that most of them are read. */
const packetsMax = 30
/** Share of the packets that something happens to. */
const mutatedShare = 0.08
/** Share of the connections that begin as they should. */
const politeShare = 0.9

export interface FuzzDevice {
  id: string
  secret: string
  topic: string
}

const strangeTexts = ['', '{', '[]', '[[]]', 'null', '1e999', '"\\u0000"', '{"ts":-1}', '\ufffe']

/** A payload that may or may not be a reading. */
function pickPayload(random: Random): string {
  if (random() < 0.5) return strangeTexts[Math.floor(random() * strangeTexts.length)] ?? ''
  const ts = Date.now() - Math.floor(random() * 1e9)
  return JSON.stringify({ ts, seq: Math.floor(random() * 100), level_m: random() * 5 })
}

/** What a client may say, in any order; half of it our door has to refuse. */
function pickPacket(device: FuzzDevice, random: Random): Packet {
  const messageId = 1 + Math.floor(random() * 65_535)
  const qos = Math.floor(random() * 3) as 0 | 1 | 2
  const packets: readonly Packet[] = [
    publishPacket(device.topic, pickPayload(random), { qos, messageId }),
    publishPacket(device.topic, pickPayload(random), { messageId, retain: true }),
    publishPacket(device.topic.replace('reading', 'status'), '{"online":true}', { messageId }),
    { cmd: 'subscribe', messageId, subscriptions: [{ topic: device.topic, qos }] },
    { cmd: 'unsubscribe', messageId, unsubscriptions: [device.topic, 'a/#'] },
    { cmd: 'pubrel', messageId },
    { cmd: 'pingreq' },
  ]
  // Mostly readings: what a door sees most it must have seen in every mutilation.
  const at = random() < 0.6 ? 0 : Math.floor(random() * packets.length)
  return packets[at] ?? { cmd: 'pingreq' }
}

/** Changes, drops, doubles or invents bytes of a frame. */
function mutate(frame: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * frame.length)
  const byte = Math.floor(random() * 256)
  switch (Math.floor(random() * 6)) {
    case 0:
      frame[at] = byte
      return frame
    case 1:
      return frame.subarray(0, at)
    case 2:
      return Buffer.concat([frame.subarray(0, at), Buffer.from([byte]), frame.subarray(at)])
    case 3:
      return Buffer.concat([frame, frame.subarray(at)])
    case 4:
      // The fixed header, where a byte means most.
      frame[Math.min(at, 1)] = byte
      return frame
    default:
      return Buffer.from(Array.from({ length: at }, () => Math.floor(random() * 256)))
  }
}

export interface FuzzStream {
  /** The CONNECT, mutilated or not. */
  greeting: Buffer
  rest: Buffer
  /** Waits to be let in before it sends the rest: that gets past the guard and into the parser. */
  isPatient: boolean
  packets: number
}

/** Everything that one hostile connection sends. */
export function createFuzzStream(device: FuzzDevice, random: Random): FuzzStream {
  const connect = Buffer.from(mqtt.generate(connectPacket(device)))
  const isPatient = random() < 0.5
  const greeting = random() < politeShare ? connect : mutate(connect, random)
  const count = 1 + Math.floor(random() * packetsMax)
  const frames = Array.from({ length: count }, () => {
    const frame = Buffer.from(mqtt.generate(pickPacket(device, random)))
    return random() < mutatedShare ? mutate(frame, random) : frame
  })
  const rest = Buffer.concat([...frames, disconnectFrame])
  return { greeting, rest, isPatient, packets: frames.length + 1 }
}
