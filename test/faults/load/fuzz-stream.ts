import mqtt, { type Packet } from 'mqtt-packet'
import type { Random } from '#domain/kinds/simulation.ts'
import { connectPacket, publishPacket } from '#test/broker/raw-client.ts'
import { disconnectFrame } from '#test/support/mqtt-frames.ts'
import { countBelievable } from './believable.ts'
import { mutate, mutateText } from './mutate.ts'
import { createOddReading } from './odd-reading.ts'

/** Readable packets of one connection: far fewer QoS 2 handshakes than a device may leave open. */
const readableMax = 60
/** Wild packets of one connection: enough to get deep, and few enough that most of them are read. */
const wildMax = 30
/** Share of the wild packets that something happens to. */
const mutatedShare = 0.08
/** Share of the connections that begin as they should. */
const politeShare = 0.9
/** Share of the connections that wait to be let in. */
const patientShare = 0.8

export interface FuzzDevice {
  id: string
  secret: string
  topic: string
}

const strangeTexts = ['', '{', '[]', '[[]]', 'null', '1e999', '"\\u0000"', '{"ts":-1}', '\ufffe']

const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)]

/** A reading as a gauge sends it. */
function pickReading(random: Random): object {
  const ts = Date.now() - Math.floor(random() * 1e9)
  return { ts, seq: Math.floor(random() * 100), level_m: random() * 5 }
}

/** Half of them are JSON, and wrong in what they say. */
function pickMutatedReading(random: Random): Buffer {
  const reading = pickReading(random)
  return random() < 0.5
    ? Buffer.from(createOddReading(reading, random))
    : mutate(Buffer.from(JSON.stringify(reading)), random)
}

/** A payload that may or may not be a reading. */
const pickPayload = (random: Random): string =>
  random() < 0.5 ? (pick(strangeTexts, random) ?? '') : JSON.stringify(pickReading(random))

const statusOf = (topic: string) => topic.replace('reading', 'status')

/** What a client may say, in any order; half of it our door has to refuse. */
function pickPacket(device: FuzzDevice, random: Random): Packet {
  const messageId = 1 + Math.floor(random() * 65_535)
  const qos = Math.floor(random() * 3) as 0 | 1 | 2
  const packets: readonly Packet[] = [
    publishPacket(device.topic, pickPayload(random), { qos, messageId }),
    publishPacket(device.topic, pickPayload(random), { messageId, retain: true }),
    publishPacket(statusOf(device.topic), '{"online":true}', { messageId }),
    { cmd: 'subscribe', messageId, subscriptions: [{ topic: device.topic, qos }] },
    { cmd: 'unsubscribe', messageId, unsubscriptions: [device.topic, 'a/#'] },
    { cmd: 'pubrel', messageId },
    { cmd: 'pingreq' },
  ]
  // Mostly readings: what a door sees most it must have seen in every mutilation.
  const at = random() < 0.6 ? 0 : Math.floor(random() * packets.length)
  return packets[at] ?? { cmd: 'pingreq' }
}

/** A PINGREQ whose length is written with more bytes than it needs. */
const longPing = Buffer.from([0xc0, 0x80, 0x80, 0])

interface ReadableFrame {
  frame: Buffer
  /** That it may be taken for. */
  readings: number
}

/**
 * A packet that MQTT can read although what it carries is mutilated: the door goes on, and answers.
 * Mostly readings again.
 */
function pickReadable(device: FuzzDevice, messageId: number, random: Random): ReadableFrame {
  const dup = random() < 0.5
  const over = { qos: random() < 0.7 ? 1 : 2, dup, retain: random() < 0.5, messageId } as const
  const kind = random()
  if (kind < 0.8) {
    const payload = pickMutatedReading(random)
    const frame = mqtt.generate(publishPacket(device.topic, payload, over))
    return { frame, readings: countBelievable(payload) }
  }
  const only = (frame: Buffer): ReadableFrame => ({ frame, readings: 0 })
  if (kind < 0.88) {
    const payload = mutate(Buffer.from('{"online":true,"battery_v":3.6}'), random)
    return only(mqtt.generate(publishPacket(statusOf(device.topic), payload, over)))
  }
  const filter = mutateText(device.topic, random)
  if (kind < 0.94) {
    const subscriptions = [{ topic: filter, qos: over.qos }]
    return only(mqtt.generate({ cmd: 'subscribe', messageId, subscriptions }))
  }
  if (kind < 0.98) {
    return only(mqtt.generate({ cmd: 'unsubscribe', messageId, unsubscriptions: [filter] }))
  }
  return only(longPing)
}

/** Packets with bytes broken anywhere, at least one of them; what stands behind it may stay unread. */
function createWild(device: FuzzDevice, random: Random): Buffer {
  const count = 1 + Math.floor(random() * wildMax)
  const broken = Math.floor(random() * count)
  const frames = Array.from({ length: count }, (_, at) => {
    const frame = mqtt.generate(pickPacket(device, random))
    return at === broken || random() < mutatedShare ? mutate(frame, random) : frame
  })
  return Buffer.concat([...frames, disconnectFrame])
}

/** Everything that one hostile connection sends. */
export interface FuzzStream {
  /** The CONNECT. */
  greeting: Buffer
  isGreetingMutated: boolean
  /**
   * Mutated packets that the door has to read and answer, one by one, once it has let the device in;
   * undefined where the wild ones come at once.
   */
  readable: Buffer | undefined
  readableCount: number
  /** Readings among them that the city may take, at most. */
  readings: number
  /** What ends the connection; undefined where that is a DISCONNECT. */
  wild: Buffer | undefined
}

/** @param isCareful greets as it should, and says nothing but what can be read */
export function createFuzzStream(
  device: FuzzDevice,
  { random, isCareful }: { random: Random; isCareful: boolean },
): FuzzStream {
  const connect = mqtt.generate(connectPacket(device))
  const isGreetingMutated = !isCareful && random() >= politeShare
  const isPatient = isCareful || random() < patientShare
  const count = isPatient ? 1 + Math.floor(random() * readableMax) : 0
  const readable = Array.from({ length: count }, (_, at) => pickReadable(device, at + 1, random))
  return {
    greeting: isGreetingMutated ? mutate(connect, random) : connect,
    isGreetingMutated,
    readable: isPatient ? Buffer.concat(readable.map(({ frame }) => frame)) : undefined,
    readableCount: count,
    readings: readable.reduce((sum, { readings }) => sum + readings, 0),
    wild: isCareful ? undefined : createWild(device, random),
  }
}
