import { createBodyReader, type BodyReader } from './body-reader.ts'

/** What is wrong with a packet, in words; `version` if only its protocol is not ours. */
export interface BadBody {
  detail: string
  isVersion: boolean
}

/** Protocol names with the level that each stands for [MQTT-3.1.2-2]; 3 is MQTT 3.1. */
const levels: ReadonlyMap<string, number> = new Map([
  ['MQTT', 4],
  ['MQIsdp', 3],
])

const flags = {
  reserved: 0x01,
  will: 0x04,
  willQos: 0x18,
  willRetain: 0x20,
  password: 0x40,
  userName: 0x80,
} as const

/** What is wrong with the connect flags by themselves. */
function refuseFlags(set: number): string | undefined {
  // [MQTT-3.1.2-3]
  if (set & flags.reserved) return 'the reserved connect flag'
  // [MQTT-3.1.2-14]
  if ((set & flags.willQos) === flags.willQos) return 'a Will with QoS 3'
  // [MQTT-3.1.2-13] and [MQTT-3.1.2-15]
  if (!(set & flags.will) && set & (flags.willQos | flags.willRetain)) {
    return 'flags of a Will without a Will'
  }
  // [MQTT-3.1.2-22]
  if (set & flags.password && !(set & flags.userName)) return 'a password without a user name'
  return undefined
}

function readConnectFields(reader: BodyReader, set: number): void {
  reader.number('keep-alive')
  reader.text('client id')
  if (set & flags.will) {
    reader.text('Will topic')
    reader.bytes('Will message')
  }
  if (set & flags.userName) reader.text('user name')
  if (set & flags.password) reader.bytes('password')
}

/** CONNECT (MQTT 3.1.1 §3.1): its fields are those that its flags tell, and nothing else. */
export function refuseConnect(body: Uint8Array): BadBody | undefined {
  const reader = createBodyReader(body)
  const name = Buffer.from(reader.text('protocol name')).toString()
  const level = reader.byte('protocol level')
  const wanted = levels.get(name)
  // [MQTT-3.1.2-1]
  if (wanted === undefined) return { detail: 'unknown protocol name', isVersion: false }
  // [MQTT-3.1.2-2]
  if (level !== wanted) return { detail: `${name} of level ${level}`, isVersion: true }
  const set = reader.byte('connect flags')
  const why = refuseFlags(set)
  if (why !== undefined) reader.refuse(why)
  readConnectFields(reader, set)
  return toBadBody(reader)
}

/** [MQTT-2.3.1-1] */
function readPacketId(reader: BodyReader): void {
  if (reader.number('packet id') === 0) reader.refuse('packet id 0')
}

/** PUBACK and PUBREL: a packet id and nothing else. */
export function refuseAck(body: Uint8Array): BadBody | undefined {
  const reader = createBodyReader(body)
  readPacketId(reader)
  return toBadBody(reader)
}

function readFilters(body: Uint8Array, readOptions: (reader: BodyReader) => void) {
  const reader = createBodyReader(body)
  readPacketId(reader)
  // [MQTT-3.8.3-3] and [MQTT-3.10.3-2]
  if (!reader.hasMore()) reader.refuse('no topic filter')
  while (reader.hasMore()) {
    // [MQTT-4.7.3-1]
    if (reader.text('topic filter').length === 0) reader.refuse('an empty topic filter')
    readOptions(reader)
  }
  return toBadBody(reader)
}

const qosMax = 2

export function refuseSubscribe(body: Uint8Array): BadBody | undefined {
  return readFilters(body, (reader) => {
    // [MQTT-3-8.3-4], which also covers the upper six bits.
    if (reader.byte('requested QoS') > qosMax) reader.refuse('a requested QoS above 2')
  })
}

export function refuseUnsubscribe(body: Uint8Array): BadBody | undefined {
  return readFilters(body, () => undefined)
}

function toBadBody(reader: BodyReader): BadBody | undefined {
  const detail = reader.end()
  return detail === undefined ? undefined : { detail, isVersion: false }
}
