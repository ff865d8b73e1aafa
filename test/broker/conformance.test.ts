import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import {
  type Bytes,
  type Case,
  field,
  frame,
  join,
  number,
  refused,
  surrogates,
} from './raw-frames.ts'

let door: OpenDoor
let device: { id: string; secret: string }
beforeEach(async () => {
  door = await openDoor()
  device = door.register(gauge)
})
afterEach(() => door.close())

const own = (channel: string) => door.topic(device.id, channel)

describe('a connected device', () => {
  const subscribe = (...body: readonly Bytes[]) => frame(0x82, ...body)
  const publish = (topic: string | Uint8Array, id: number, firstByte = 0x32) =>
    frame(firstByte, field(topic), number(id), '{}')

  const cases: readonly Case[] = [
    [
      'MQTT-3.1.0-2',
      'sends CONNECT a second time',
      () => frame(0x10, field('MQTT'), 4, 2, number(60), field(device.id)),
    ],
    ['MQTT-2.3.1-1', 'subscribes with packet id 0', () => subscribe(number(0), field('a'), 0)],
    ['MQTT-2.3.1-1', 'unsubscribes with packet id 0', () => frame(0xa2, number(0), field('a'))],
    ['MQTT-2.3.1-1', 'releases packet id 0', () => frame(0x62, number(0))],
    ['MQTT-3.3.1-4', 'publishes with QoS 3', () => publish('a', 1, 0x36)],
    ['MQTT-3.3.1-2', 'repeats a publish of QoS 0', () => frame(0x38, field('a'), '{}')],
    ['MQTT-3.8.1-1', 'subscribes with other flags', () => frame(0x80, number(1), field('a'), 0)],
    ['MQTT-3.8.3-3', 'subscribes to nothing', () => subscribe(number(1))],
    ['MQTT-3-8.3-4', 'asks for QoS 3', () => subscribe(number(1), field('a'), 3)],
    ['MQTT-3-8.3-4', 'sets a reserved bit', () => subscribe(number(1), field('a'), 0x04)],
    ['MQTT-4.7.3-1', 'subscribes to an empty filter', () => subscribe(number(1), field(''), 0)],
    ['MQTT 3.8.3', 'leaves out a requested QoS', () => subscribe(number(1), field('ab'))],
    [
      'MQTT-1.5.3-1',
      'subscribes to surrogates',
      () => subscribe(number(1), field(own('cmd')), 0, field(surrogates), 0),
    ],
    ['MQTT-1.5.3-2', 'subscribes to U+0000', () => subscribe(number(1), field('a\u0000'), 0)],
    ['MQTT 1.5.3', 'subscribes to a control character', () => subscribe(number(1), field('\t'), 0)],
    ['MQTT-3.10.1-1', 'unsubscribes with other flags', () => frame(0xa0, number(1), field('a'))],
    ['MQTT-3.10.3-2', 'unsubscribes from nothing', () => frame(0xa2, number(1))],
    ['MQTT-1.5.3-2', 'unsubscribes from U+0000', () => frame(0xa2, number(1), field('\u0000'))],
    ['MQTT-3.6.1-1', 'releases with other flags', () => frame(0x60, number(1))],
    ['MQTT-4.8.0-1', 'acknowledges what nobody sent', () => frame(0x40, number(1))],
    ['MQTT-4.8.0-1', 'receives (PUBREC) what nobody sent', () => frame(0x50, number(1))],
    ['MQTT-4.8.0-1', 'completes (PUBCOMP) what nobody sent', () => frame(0x70, number(1))],
    ['MQTT-2.2.2-2', 'acknowledges with flags', () => frame(0x41, number(1))],
    ['MQTT 3.4', 'acknowledges in three bytes', () => frame(0x40, 0, 1, 0)],
    ['MQTT-2.2.2-2', 'pings with flags', () => frame(0xc1)],
    ['MQTT 3.12', 'pings with a body', () => frame(0xc0, 0)],
    ['MQTT-3.14.1-1', 'disconnects with flags', () => frame(0xe1)],
    ['MQTT 2.2.1', 'sends a SUBACK', () => frame(0x90, number(1), 0)],
    ['MQTT 2.2.1', 'sends packet type 0', () => frame(0x00)],
    ['MQTT 2.2.1', 'sends packet type 15', () => frame(0xf0)],
    ['MQTT 2.2.3', 'sends a length of five bytes', () => join(0x30, 0xff, 0xff, 0xff, 0x80, 1)],
  ]
  it.each(cases)('[%s] that %s is closed and audited', async (_clause, _what, bytes) => {
    const client = await door.enter(device)
    expect(await refused(client, bytes())).toEqual([])
    expect(door.audit).toMatchObject([{ who: device.id, code: 'frame_malformed' }])
    expect(door.knocks).toEqual([])
  })

  const topics: readonly (readonly [string, string, () => Buffer, string])[] = [
    ['MQTT-2.3.1-1', 'with packet id 0', () => publish(own('reading'), 0), 'protocol_error'],
    [
      'MQTT-2.3.1-1',
      'QoS 2, packet id 0',
      () => publish(own('reading'), 0, 0x34),
      'protocol_error',
    ],
    ['MQTT-3.3.2-1', 'without a topic', () => publish('', 1), 'topic_malformed'],
    ['MQTT-3.3.2-2', 'to #', () => publish('#', 1), 'topic_malformed'],
    ['MQTT-3.3.2-2', 'to a +', () => publish('inashiki/v1/flood/+/reading', 1), 'topic_malformed'],
    ['MQTT-4.7.2-1', 'to $SYS', () => publish('$SYS/broker/load', 1), 'topic_malformed'],
    ['MQTT-1.5.3-1', 'to surrogates', () => publish(surrogates, 1), 'topic_malformed'],
    ['MQTT-1.5.3-2', 'to U+0000', () => publish(`${own('reading')}\u0000`, 1), 'topic_malformed'],
    ['MQTT 1.5.3', 'to a control character', () => publish('a\u0001', 1), 'topic_malformed'],
  ]
  it.each(topics)('[%s] that publishes %s is closed', async (...[, , bytes, code]) => {
    const client = await door.enter(device)
    expect(await refused(client, bytes())).toEqual([])
    expect(door.audit).toMatchObject([{ who: device.id, code }])
    expect(door.knocks).toEqual([])
  })

  it('[MQTT-2.2.2-2] is closed by a bad frame behind a good one, which is not acknowledged', async () => {
    const client = await door.enter(device)
    const answers = await refused(client, join(publish(own('reading'), 1), frame(0xc1)))
    expect(answers).toEqual([])
  })

  it('[MQTT-3.8.4-1] keeps its connection where it asks for what it may not have', async () => {
    const client = await door.enter(device)
    client.send(subscribe(number(7), field('#'), 1, field(own('cmd')), 1))
    expect(await client.next('suback')).toMatchObject({ messageId: 7, granted: [0x80, 1] })
    client.destroy()
  })

  it('[MQTT-4.3.2-2] acknowledges each command once', async () => {
    const client = await door.enter(device)
    client.send(subscribe(number(1), field(own('cmd')), 1))
    await client.next('suback')
    for (const n of [1, 2]) {
      expect(door.broker.sendCommand(device.id, `{"n":${n}}`)).toBe('sent')
      const command = await client.next('publish')
      const id = command.cmd === 'publish' ? (command.messageId ?? 0) : 0
      client.send(frame(0x40, number(id)), frame(0xc0))
      await client.next('pingresp')
    }
    expect(await refused(client, frame(0x40, number(1)))).toEqual([])
    expect(door.audit).toMatchObject([{ code: 'frame_malformed' }])
  })

  it('[MQTT-3.8.4-6] may not acknowledge commands of QoS 0', async () => {
    const client = await door.enter(device)
    client.send(subscribe(number(1), field(own('cmd')), 0))
    await client.next('suback')
    door.broker.sendCommand(device.id, '{}')
    expect(await client.next('publish')).toMatchObject({ qos: 0 })
    expect(await refused(client, frame(0x40, number(1)))).toEqual([])
  })

  it('[MQTT-4.3.3-2] gets PUBCOMP for every PUBREL, also when it repeats one', async () => {
    const client = await door.enter(device)
    client.send(publish(own('reading'), 9, 0x34))
    await client.next('pubrec')
    for (let time = 0; time < 2; time++) {
      client.send(frame(0x62, number(9)))
      expect(await client.next('pubcomp')).toMatchObject({ messageId: 9 })
    }
    client.destroy()
  })
})
