/** The few MQTT 3.1.1 frames a publishing device needs, written out by hand: no library of the
 * system under test has a say in what its tests and benchmarks send. */

export const packetTypes = { connack: 0x20, puback: 0x40, pingresp: 0xd0 } as const

/** A length-prefixed UTF-8 string [MQTT-1.5.3]. */
function text(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Fixed header with the remaining length in 7-bit groups, lowest first [MQTT 2.2.3]. */
function frame(firstByte: number, body: Buffer): Buffer {
  const header = [firstByte]
  let rest = body.length
  do {
    const group = rest & 0x7f
    rest >>= 7
    header.push(rest > 0 ? group | 0x80 : group)
  } while (rest > 0)
  return Buffer.concat([Buffer.from(header), body])
}

/** CONNECT with a clean session, client id = user name = device, its token as the password. */
export function encodeConnect(
  device: { id: string; token: string },
  keepAliveS = 600,
  willTopic?: string,
): Buffer {
  const cleanSessionUserAndPassword = 0xc2
  const willOfQos1 = willTopic === undefined ? 0 : 0x0c
  const keepAlive = [keepAliveS >> 8, keepAliveS & 0xff]
  const variable = Buffer.from([4, cleanSessionUserAndPassword | willOfQos1, ...keepAlive])
  const start = [text('MQTT'), variable, text(device.id)]
  const will = willTopic === undefined ? [] : [text(willTopic), text(statusPayload(false))]
  return frame(0x10, Buffer.concat([...start, ...will, text(device.id), text(device.token)]))
}

const statusPayload = (online: boolean) => JSON.stringify({ online })

/** PUBLISH with QoS 0 of what a device says once it is connected. */
export function encodeOnline(topic: string): Buffer {
  return frame(0x30, Buffer.concat([text(topic), Buffer.from(statusPayload(true))]))
}

/** PUBLISH with QoS 1. `packetId` is 1 to 65,535 [MQTT-2.3.1-1]. */
export function encodePublish(message: {
  topic: string
  payload: string | Uint8Array
  packetId: number
}): Buffer {
  const id = Buffer.alloc(2)
  id.writeUInt16BE(message.packetId)
  return frame(0x32, Buffer.concat([text(message.topic), id, Buffer.from(message.payload)]))
}

export const disconnectFrame = Buffer.from([0xe0, 0])
