/** The four MQTT 3.1.1 frames of one self-check, by hand: it must not share a library's faults. */

const connect = 0x10
const publishQos1 = 0x32
const cleanSessionUserPassword = 0xc2
const packetId = 1

export const connackAccepted = Buffer.from([0x20, 2, 0, 0])
export const puback = Buffer.from([0x40, 2, 0, packetId])
export const disconnect = Buffer.from([0xe0, 0])

/** CONNECT with a clean session and without keep-alive: it hangs up by itself. */
export function encodeConnect(id: string, secret: string): Buffer {
  const head = Buffer.from([4, cleanSessionUserPassword, 0, 0])
  return frame(connect, [text('MQTT'), head, text(id), text(id), text(secret)])
}

export function encodePublish(topic: string, payload: string): Buffer {
  return frame(publishQos1, [text(topic), Buffer.from([0, packetId]), Buffer.from(payload)])
}

/** A length-prefixed string [MQTT-1.5.3]. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}

/** Ours are all shorter than 16 KiB, so two length bytes suffice [MQTT 2.2.3]. */
function frame(firstByte: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const length =
    body.length < 0x80 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7]
  return Buffer.concat([Buffer.from([firstByte, ...length]), body])
}
