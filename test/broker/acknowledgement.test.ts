import { afterEach, describe, expect, it } from 'vitest'
import type { DoorResult } from '#domain/door.ts'
import { type OpenDoor, gauge, openDoor, stored } from './open-door.ts'
import { publishPacket } from './raw-client.ts'

let door: OpenDoor
afterEach(() => door.close())

const notStored: DoorResult = { ok: false, code: 'not_committed', detail: 'disk full' }
const overloaded: DoorResult = { ok: false, code: 'overloaded', detail: 'queue full' }
const quarantined: DoorResult = {
  ok: true,
  accepted: 0,
  duplicates: 0,
  quarantined: [{ index: 0, code: 'payload_not_json', detail: 'no JSON' }],
}

async function enterHeld() {
  door = await openDoor({ answer: 'held' })
  const device = door.register(gauge)
  return { client: await door.enter(device), topic: door.topic(device.id), device }
}

describe('an acknowledgement', () => {
  it.each([
    [1, 'puback'],
    [2, 'pubrec'],
  ] as const)('of QoS %i leaves after the store has answered, not before', async (qos, ack) => {
    const { client, topic } = await enterHeld()
    client.send(publishPacket(topic, '{}', { qos, messageId: 5 }), { cmd: 'pingreq' })
    await door.knocked(1)
    // A ping is answered although a publish waits, so the door had time to acknowledge and did not.
    await client.next('pingresp')
    expect(client.received.map(({ cmd }) => cmd)).toEqual(['connack', 'pingresp'])
    door.knocks[0]?.answer(stored)
    expect(await client.next(ack)).toMatchObject({ messageId: 5 })
  })

  it('keeps the order of the publishes, whatever became of each [MQTT-4.6.0-2]', async () => {
    const { client, topic } = await enterHeld()
    const ids = [9, 4, 7, 1, 8]
    client.send(
      ...ids.map((messageId) => publishPacket(topic, `{"n":${messageId}}`, { messageId })),
    )
    await door.knocked(ids.length)
    expect(door.knocks.map(({ text }) => text)).toEqual(ids.map((id) => `{"n":${id}}`))
    for (const [index, knock] of door.knocks.entries()) {
      knock.answer(index % 2 === 0 ? stored : quarantined)
    }
    for (const messageId of ids) {
      expect(await client.next('puback')).toMatchObject({ messageId })
    }
  })

  it('is never sent for what is not on disk: the connection is closed instead', async () => {
    const { client, topic } = await enterHeld()
    client.send(
      publishPacket(topic, '{"n":1}', { messageId: 1 }),
      publishPacket(topic, '{"n":2}', { messageId: 2 }),
      publishPacket(topic, '{"n":3}', { messageId: 3 }),
    )
    await door.knocked(3)
    door.knocks[0]?.answer(stored)
    await client.next('puback')
    door.knocks[1]?.answer(notStored)
    door.knocks[2]?.answer(stored)
    await client.closed
    const acks = client.received.filter(({ cmd }) => cmd === 'puback')
    expect(acks).toMatchObject([{ messageId: 1 }])
    // Our trouble is no offence of the device.
    expect(door.audit).toEqual([])
    expect(door.broker.counters().publishes).toMatchObject({ committed: 2, failed: 1 })
  })

  it('means for QoS 0 nothing: under overload it is shed and the connection stays', async () => {
    const { client, topic } = await enterHeld()
    client.send(publishPacket(topic, '{}', { qos: 0 }))
    await door.knocked(1)
    expect(door.knocks[0]?.incoming.bestEffort).toBe(true)
    door.knocks[0]?.answer(overloaded)
    client.send({ cmd: 'pingreq' })
    await client.next('pingresp')
    expect(door.broker.counters().publishes).toMatchObject({ shed: 1 })
  })

  it('for QoS 1 under overload is withheld and the connection closed', async () => {
    const { client, topic } = await enterHeld()
    client.send(publishPacket(topic))
    await door.knocked(1)
    door.knocks[0]?.answer(overloaded)
    await client.closed
    expect(client.received.map(({ cmd }) => cmd)).toEqual(['connack'])
  })

  it('that comes after the device went away does no harm', async () => {
    const { client, topic, device } = await enterHeld()
    client.send(publishPacket(topic))
    await door.knocked(1)
    client.destroy()
    const next = await door.enter(device)
    door.knocks[0]?.answer(stored)
    next.send({ cmd: 'pingreq' })
    await next.next('pingresp')
    expect(next.received.map(({ cmd }) => cmd)).toEqual(['connack', 'pingresp'])
    expect(door.audit).toEqual([])
  })

  it('reports an empty payload as what it is, a payload', async () => {
    const { client, topic } = await enterHeld()
    client.send(publishPacket(topic, ''))
    await door.knocked(1)
    door.knocks[0]?.answer(quarantined)
    await client.next('puback')
    expect(door.knocks[0]?.incoming.payload).toHaveLength(0)
  })
})

describe('QoS 2', () => {
  it('takes a repeated PUBLISH before PUBREL, and answers it with PUBREC again', async () => {
    door = await openDoor()
    const device = door.register(gauge)
    const client = await door.enter(device)
    const publish = publishPacket(door.topic(device.id), '{"ts":1}', { qos: 2, messageId: 6 })
    client.send(publish)
    await client.next('pubrec')
    client.send({ ...publish, dup: true })
    await client.next('pubrec')
    client.send({ cmd: 'pubrel', messageId: 6 }, { cmd: 'pubrel', messageId: 6 })
    await client.next('pubcomp')
    await client.next('pubcomp')
    // Both reach the inside with the same content, where the key makes them one.
    expect(new Set(door.knocks.map(({ text }) => text))).toEqual(new Set(['{"ts":1}']))
  })

  it('does not let a device leave handshakes open without end (GHSA-5jvp-3p2v-5qgf)', async () => {
    door = await openDoor({ limits: { openQos2: 10 } })
    const device = door.register(gauge)
    const client = await door.enter(device)
    const ids = Array.from({ length: 30 }, (_, index) => index + 1)
    const topic = door.topic(device.id)
    client.send(...ids.map((messageId) => publishPacket(topic, '{}', { qos: 2, messageId })))
    await client.closed
    expect(await door.audited('protocol_error')).toMatchObject({ who: 'gauge-1' })
  })
})
