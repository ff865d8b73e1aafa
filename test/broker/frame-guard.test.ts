import fc from 'fast-check'
import mqtt, { type Packet } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { createFrameGuard, type BadFrame } from '#broker/guard/frame-guard.ts'

const connect = mqtt.generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clientId: 'gauge-1',
  clean: true,
  keepalive: 30,
})
const frameMax = 4096

/** Feeds bytes in the given pieces; the verdict, and how many bytes it took to reach it. */
function judge(bytes: Uint8Array, cuts: readonly number[] = []): BadFrame | undefined {
  const guard = createFrameGuard(frameMax)
  const edges = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b)]
  return edges
    .map((from, index) => guard.check(bytes.subarray(from, edges[index + 1] ?? bytes.length)))
    .find((verdict) => verdict !== undefined)
}

const packetId = fc.integer({ min: 1, max: 65_535 })
const goodPacket: fc.Arbitrary<Packet> = fc.oneof(
  fc
    .record({
      cmd: fc.constant('publish' as const),
      topic: fc.string({ minLength: 1, maxLength: 40 }),
      payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
      retain: fc.boolean(),
      messageId: packetId,
    })
    .map((packet) => ({ ...packet, dup: packet.qos > 0 && packet.retain })),
  packetId.map((messageId) => ({ cmd: 'pubrel' as const, messageId })),
  packetId.map((messageId) => ({
    cmd: 'subscribe' as const,
    messageId,
    subscriptions: [{ topic: 'a', qos: 1 as const }],
  })),
  packetId.map((messageId) => ({ cmd: 'unsubscribe' as const, messageId, unsubscriptions: ['a'] })),
  fc.constant({ cmd: 'pingreq' as const }),
  fc.constant({ cmd: 'disconnect' as const }),
)
const cuts = fc.array(fc.nat({ max: 3000 }), { maxLength: 30 })

describe('the frame guard', () => {
  it('lets every stream of well-formed packets pass, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(goodPacket, { maxLength: 8 }), cuts, (packets, where) => {
        const stream = Buffer.concat([connect, ...packets.map((packet) => mqtt.generate(packet))])
        expect(judge(stream, where)).toBeUndefined()
      }),
    )
  })

  it('gives any bytes the same verdict, however they are cut', () => {
    const afterConnect = fc.uint8Array({ maxLength: 200 }).map((bytes) => [connect, bytes])
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => [bytes])
    fc.assert(
      fc.property(fc.oneof(afterConnect, anything), cuts, (parts, where) => {
        const bytes = Buffer.concat(parts)
        const byteByByte = Array.from(bytes.keys())
        expect(judge(bytes, where)).toEqual(judge(bytes))
        expect(judge(bytes, byteByByte)).toEqual(judge(bytes))
      }),
    )
  })

  it('measures a frame with its header, and to the byte', () => {
    const frameOf = (size: number) => {
      const topic = 'a'
      const payload = Buffer.alloc(size - 3 - 2 - topic.length)
      return mqtt.generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false })
    }
    expect(frameOf(frameMax)).toHaveLength(frameMax)
    expect(judge(Buffer.concat([connect, frameOf(frameMax)]))).toBeUndefined()
    expect(judge(Buffer.concat([connect, frameOf(frameMax + 1)]))?.code).toBe('frame_too_large')
  })

  it('refuses a large frame by its header, before any of its body', () => {
    const header = Uint8Array.from([0x10, 0xff, 0xff, 0xff, 0x7f])
    expect(judge(header)).toEqual({
      code: 'frame_too_large',
      detail: 'CONNECT of 268435460 bytes, 4096 are allowed',
    })
  })

  it('follows a limit that was raised from the next frame on', () => {
    const guard = createFrameGuard(frameMax)
    expect(guard.check(connect)).toBeUndefined()
    guard.allow(10_000)
    const payload = Buffer.alloc(9_000)
    const large = mqtt.generate({
      cmd: 'publish',
      topic: 'a',
      payload,
      qos: 0,
      dup: false,
      retain: false,
    })
    expect(guard.check(large)).toBeUndefined()
    guard.allow(100)
    expect(guard.check(large)?.code).toBe('frame_too_large')
  })

  it.each([
    ['a browser', Buffer.from('GET / HTTP/1.1\r\n')],
    ['TLS on the plain port', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00])],
    ['PUBLISH before CONNECT', Buffer.from([0x30, 0x03, 0, 1, 0x61])],
    ['a reserved packet type', Buffer.concat([connect, Buffer.from([0x00, 0x00])])],
    ['AUTH, which is MQTT 5', Buffer.concat([connect, Buffer.from([0xf0, 0x00])])],
    ['a packet only a server sends', Buffer.concat([connect, Buffer.from([0x20, 2, 0, 0])])],
    ['a second CONNECT', Buffer.concat([connect, connect])],
    ['PUBLISH with QoS 3', Buffer.concat([connect, Buffer.from([0x36, 5, 0, 1, 0x61, 0, 1])])],
    ['reserved flags', Buffer.concat([connect, Buffer.from([0x80, 6, 0, 1, 0, 1, 0x61, 0])])],
    ['PINGREQ with a body', Buffer.concat([connect, Buffer.from([0xc0, 1, 0])])],
    ['SUBSCRIBE without a topic', Buffer.concat([connect, Buffer.from([0x82, 2, 0, 1])])],
    ['a length of five bytes', Buffer.concat([connect, Buffer.from([0x30, 255, 255, 255, 255])])],
  ])('refuses %s', (_what, bytes) => {
    expect(judge(bytes)?.code).toBe('frame_malformed')
  })
})
