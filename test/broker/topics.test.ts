import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ISubackPacket } from 'mqtt-packet'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { publishPacket } from './raw-client.ts'

let door: OpenDoor
let device: { id: string; secret: string }

beforeEach(async () => {
  door = await openDoor()
  device = door.register(gauge)
})
afterEach(() => door.close())

describe('a device', () => {
  it.each(['reading', 'status'])('publishes its own %s', async (channel) => {
    const client = await door.connect(device)
    await client.publishAsync(door.topic(device.id, channel), '{"a":1}', { qos: 1 })
    expect(door.knocks).toMatchObject([
      { text: '{"a":1}', incoming: { channel, via: 'mqtt', device: { id: 'gauge-1' } } },
    ])
  })

  it('publishes events if its kind has them', async () => {
    const bus = door.register({ id: 'bus-1', kind: 'bus', position: null })
    const client = await door.connect(bus)
    await client.publishAsync(door.topic(bus.id, 'event', 'bus'), '{}', { qos: 1 })
    expect(door.knocks).toMatchObject([{ incoming: { channel: 'event' } }])
  })

  it('publishes events if it is a desk', async () => {
    const desk = door.register({ id: 'desk-1', kind: 'wifi', role: 'desk' })
    const client = await door.connect(desk)
    await client.publishAsync(door.topic(desk.id, 'event', 'wifi'), '{}', { qos: 1 })
    expect(door.knocks).toMatchObject([{ incoming: { channel: 'event' } }])
  })

  it('is described to the inside as the registry knows it now', async () => {
    const client = await door.connect(device)
    door.registry.update(device.id, { out_of_service: true })
    await client.publishAsync(door.topic(device.id), '{}', { qos: 1 })
    expect(door.knocks).toMatchObject([{ incoming: { device: { out_of_service: true } } }])
  })

  it.each([
    ['of another device', 'inashiki/v1/flood/gauge-2/reading', 'topic_forbidden'],
    ['of another city', 'tokyo/v1/flood/gauge-1/reading', 'topic_forbidden'],
    ['of another kind', 'inashiki/v1/farm/gauge-1/reading', 'topic_forbidden'],
    ['of an unknown kind', 'inashiki/v1/weather/gauge-1/reading', 'topic_forbidden'],
    ['of another version', 'inashiki/v2/flood/gauge-1/reading', 'topic_malformed'],
    ['of an unknown channel', 'inashiki/v1/flood/gauge-1/readings', 'topic_malformed'],
    ['for commands', 'inashiki/v1/flood/gauge-1/cmd', 'topic_forbidden'],
    ['for events without having any', 'inashiki/v1/flood/gauge-1/event', 'kind_without_events'],
    ['with one level more', 'inashiki/v1/flood/gauge-1/reading/x', 'topic_malformed'],
    ['with a slash at the end', 'inashiki/v1/flood/gauge-1/reading/', 'topic_malformed'],
    ['in capitals', 'inashiki/v1/flood/GAUGE-1/reading', 'topic_malformed'],
    ['of the broker', '$SYS/broker/clients', 'topic_malformed'],
    ['of a shared subscription', '$share/g/inashiki/v1/flood/gauge-1/reading', 'topic_malformed'],
    ['with a +', 'inashiki/v1/flood/+/reading', 'topic_malformed'],
    ['with a #', 'inashiki/v1/flood/#', 'topic_malformed'],
    ['with U+0000', 'inashiki/v1/flood/gauge-1/reading\u0000', 'topic_malformed'],
    ['with a control character', 'inashiki/v1/flood/gauge-1/\u0001reading', 'topic_malformed'],
    ['with a reserved name', 'inashiki/v1/flood/__proto__/reading', 'topic_malformed'],
    ['of 1,000 levels', 'a/'.repeat(1000), 'topic_malformed'],
  ])('that publishes to a topic %s is closed and audited', async (_what, topic, code) => {
    const client = await door.enter(device)
    client.send(publishPacket(topic))
    await client.closed
    expect(client.received.map(({ cmd }) => cmd)).toEqual(['connack'])
    expect(door.audit).toMatchObject([{ who: 'gauge-1', address: '127.0.0.1', code }])
    expect(door.knocks).toEqual([])
  })

  it('that publishes to an empty topic is closed and audited', async () => {
    const client = await door.enter(device)
    client.send(Uint8Array.from([0x32, 4, 0, 0, 0, 1]))
    await client.closed
    expect(door.audit).toMatchObject([{ code: 'topic_malformed' }])
  })

  it('that sends a topic in broken UTF-8 is closed and audited', async () => {
    const client = await door.enter(device)
    const topic = Buffer.from(`${door.topic(device.id)}?`)
    topic[topic.length - 1] = 0xff
    client.send(Buffer.concat([Buffer.from([0x30, topic.length + 2, 0, topic.length]), topic]))
    await client.closed
    expect(door.audit).toMatchObject([{ code: 'topic_malformed' }])
  })
})

describe('commands', () => {
  it('reach the device that subscribed to its own', async () => {
    const client = await door.connect(device)
    const arrived = new Promise((done) =>
      client.once('message', (topic, payload) => done([topic, payload.toString()])),
    )
    await client.subscribeAsync(door.topic(device.id, 'cmd'), { qos: 1 })
    expect(door.broker.sendCommand(device.id, '{"every_ms":60000}')).toBe('sent')
    expect(await arrived).toEqual([door.topic(device.id, 'cmd'), '{"every_ms":60000}'])
  })

  it('go to nobody who does not listen', async () => {
    const client = await door.connect(device)
    expect(door.broker.sendCommand(device.id, '{}')).toBe('not_listening')
    await client.subscribeAsync(door.topic(device.id, 'cmd'), { qos: 1 })
    await client.unsubscribeAsync(door.topic(device.id, 'cmd'))
    expect(door.broker.sendCommand(device.id, '{}')).toBe('not_listening')
    expect(door.broker.sendCommand('gauge-9', '{}')).toBe('not_listening')
  })

  it('of others, and everything else, cannot be subscribed to', async () => {
    const client = await door.enter(device)
    const filters = [
      '#',
      '+/+/+/+/cmd',
      '$SYS/#',
      '$share/all/inashiki/v1/flood/gauge-1/cmd',
      'inashiki/v1/flood/gauge-2/cmd',
      'inashiki/v1/flood/gauge-1/reading',
      'inashiki/v1/flood/gauge-1/cmd',
      '__proto__',
    ]
    const subscriptions = filters.map((topic) => ({ topic, qos: 1 as const }))
    client.send({ cmd: 'subscribe', messageId: 3, subscriptions })
    const { granted } = (await client.next('suback')) as ISubackPacket
    expect(granted).toEqual([128, 128, 128, 128, 128, 128, 1, 128])
    expect(door.audit).toHaveLength(filters.length - 1)
    expect(new Set(door.audit.map(({ code }) => code))).toEqual(new Set(['subscribe_forbidden']))
    client.send({ cmd: 'pingreq' })
    await client.next('pingresp')
  })
})

describe('what a device publishes', () => {
  it('is never retained and never reaches another client', async () => {
    const client = await door.connect(device)
    for (const qos of [0, 1, 2] as const) {
      await client.publishAsync(door.topic(device.id), '{}', { qos, retain: true })
    }
    // Even the one topic that may be subscribed to holds nothing for a newcomer.
    const listener = await door.enter(door.register({ id: 'gauge-2' }))
    const topic = door.topic('gauge-2', 'cmd')
    listener.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] })
    await listener.next('suback')
    await client.publishAsync(door.topic(device.id), '{}', { qos: 1 })
    listener.send({ cmd: 'pingreq' })
    await listener.next('pingresp')
    expect(listener.received.filter(({ cmd }) => cmd === 'publish')).toEqual([])
  })
})
