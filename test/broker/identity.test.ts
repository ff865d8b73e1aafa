import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import mqtt, { type IConnackPacket, type IConnectPacket } from 'mqtt-packet'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { connectPacket, openRaw, publishPacket } from './raw-client.ts'

let door: OpenDoor
let device: { id: string; secret: string }

beforeEach(async () => {
  door = await openDoor()
  device = door.register(gauge)
})
afterEach(() => door.close())

/** Sends one CONNECT and tells how the door answered. */
async function tryConnect(over: Partial<IConnectPacket>): Promise<IConnackPacket> {
  const client = await openRaw(door.port)
  client.send(connectPacket(device, over))
  const connack = (await client.next('connack')) as IConnackPacket
  if (connack.returnCode !== 0) await client.closed
  client.destroy()
  return connack
}

describe('a device with its token', () => {
  it('is let in', async () => {
    expect(await tryConnect({})).toMatchObject({ returnCode: 0, sessionPresent: false })
    expect(door.audit).toEqual([])
  })

  it('gets a clean session also when it asks for a kept one', async () => {
    expect(await tryConnect({ clean: false })).toMatchObject({ sessionPresent: false })
    expect(await tryConnect({ clean: false })).toMatchObject({ sessionPresent: false })
  })

  it('replaces its own old connection, and the new one is the one that counts', async () => {
    const old = await door.enter(device)
    const young = await door.enter(device)
    await old.closed
    young.send(publishPacket(door.topic(device.id)))
    await young.next('puback')
    expect(door.broker.connectionCount()).toBe(1)
    expect(door.audit).toEqual([])
  })

  it('is let in with the older protocol name and a long id', async () => {
    const long = door.register({ id: 'gauge-with-a-name-of-32-letters' })
    const client = await openRaw(door.port)
    client.send(connectPacket(long, { protocolId: 'MQIsdp', protocolVersion: 3 }))
    expect(await client.next('connack')).toMatchObject({ returnCode: 0 })
    client.destroy()
  })
})

describe('somebody else', () => {
  it.each([
    ['an empty id', { clientId: '' }, 2, 'client_id_invalid'],
    ['an id that is too short', { clientId: 'ab' }, 2, 'client_id_invalid'],
    ['a name that objects carry', { clientId: 'constructor' }, 2, 'client_id_invalid'],
    ['the prototype', { clientId: '__proto__' }, 2, 'client_id_invalid'],
    ['a wildcard', { clientId: 'gauge-+' }, 2, 'client_id_invalid'],
    ['an id of 3,000 letters', { clientId: 'g'.repeat(3_000) }, 2, 'client_id_invalid'],
    ['a user name of its own', { username: 'gauge-2' }, 4, 'client_id_mismatch'],
    ['an unknown id', { clientId: 'gauge-9', username: 'gauge-9' }, 4, 'device_unknown'],
    ['a wrong token', { password: Buffer.from('x'.repeat(43)) }, 4, 'credential_wrong'],
    ['an empty token', { password: Buffer.alloc(0) }, 4, 'credential_wrong'],
    ['MQTT 5', { protocolVersion: 5, properties: {} }, 1, 'protocol_version'],
  ] satisfies [string, Partial<IConnectPacket>, number, string][])(
    'with %s is told so, closed and audited',
    async (...[, over, returnCode, code]) => {
      const client = await openRaw(door.port)
      client.send(connectPacket(device, over))
      expect(await client.next('connack')).toMatchObject({ returnCode })
      await client.closed
      expect(door.audit).toMatchObject([{ address: '127.0.0.1', code }])
      expect(door.broker.counters().refusals).toEqual({ [code]: 1 })
    },
  )

  it('with an empty id and a kept session is refused too [MQTT-3.1.3-8]', async () => {
    const client = await openRaw(door.port)
    const frame = mqtt.generate(connectPacket(device, { clientId: '' }))
    const cleanSession = 0x02
    frame[9] = (frame[9] ?? 0) & ~cleanSession
    client.send(frame)
    expect(await client.next('connack')).toMatchObject({ returnCode: 2 })
    expect(await door.audited('client_id_invalid')).toMatchObject({ who: '' })
  })

  it('without user name and password is refused', async () => {
    const client = await openRaw(door.port)
    const { username: _user, password: _password, ...packet } = connectPacket(device)
    client.send(packet)
    expect(await client.next('connack')).toMatchObject({ returnCode: 4 })
    expect(await door.audited('client_id_mismatch')).toMatchObject({ who: 'gauge-1' })
  })

  it('cannot take an id over: the device stays connected and goes on', async () => {
    const victim = await door.connect(device)
    const foreign = door.register({ id: 'gauge-2' })
    const attempts = [
      { password: Buffer.from('guessed') },
      { username: foreign.id, password: Buffer.from(foreign.secret) },
      { password: Buffer.from(foreign.secret) },
    ]
    for (const attempt of attempts) {
      expect(await tryConnect(attempt)).toMatchObject({ returnCode: 4 })
    }
    await victim.publishAsync(door.topic(device.id), '{}', { qos: 2 })
    expect(victim.connected).toBe(true)
    expect(door.audit).toHaveLength(attempts.length)
  })

  it('who claims an id cannot disturb a QoS 2 handshake of the device', async () => {
    const victim = await door.enter(device)
    const publish = publishPacket(door.topic(device.id), '{}', { qos: 2, messageId: 7 })
    victim.send(publish)
    await victim.next('pubrec')
    await tryConnect({ password: Buffer.from('guessed') })
    victim.send({ cmd: 'pubrel', messageId: 7 })
    expect(await victim.next('pubcomp')).toMatchObject({ messageId: 7 })
  })
})

describe('a Will', () => {
  it.each([
    ['on a foreign status', 'inashiki/v1/flood/gauge-2/status'],
    ['on the own readings', 'inashiki/v1/flood/gauge-1/reading'],
    ['on a wildcard', 'inashiki/v1/flood/+/status'],
    ['on the broker itself', '$SYS/broker/status'],
    ['on a topic of 200 levels', 'a/'.repeat(200)],
  ])('%s is refused before the connection stands', async (_what, topic) => {
    const will = { topic, payload: Buffer.from('{"online":false}'), qos: 1 as const, retain: true }
    expect(await tryConnect({ will })).toMatchObject({ returnCode: 5 })
    expect(door.audit).toMatchObject([{ who: 'gauge-1', code: 'will_forbidden' }])
    expect(door.knocks).toEqual([])
  })

  it('is said when the device goes away without a word, and only then', async () => {
    const topic = door.topic(device.id, 'status')
    const will = { topic, payload: Buffer.from('{"online":false}'), qos: 0 as const, retain: true }
    const polite = await door.connect(device, { will })
    await polite.endAsync()
    const lost = await door.connect(device, { will })
    lost.stream.destroy()
    await door.knocked(1)
    expect(door.knocks).toMatchObject([
      { text: '{"online":false}', incoming: { channel: 'status', bestEffort: false } },
    ])
  })

  it('is not said by the door that goes down', async () => {
    const topic = door.topic(device.id, 'status')
    const will = { topic, payload: Buffer.from('{"online":false}'), qos: 1 as const, retain: false }
    await door.connect(device, { will })
    await door.broker.close()
    expect(door.knocks).toEqual([])
  })

  it('is never invented for a device without one', async () => {
    const client = await door.enter(device)
    client.destroy()
    await client.closed
    const next = await door.enter(device)
    next.send(publishPacket(door.topic(device.id)))
    await next.next('puback')
    expect(door.knocks).toHaveLength(1)
  })
})

describe('a credential that ends', () => {
  it.each(['revoke', 'rotate'] as const)('by %s cuts the live connection', async (how) => {
    const client = await door.enter(device)
    door.registry[how](device.id)
    await client.closed
    expect(door.audit).toMatchObject([{ who: 'gauge-1', code: 'credential_ended' }])
    expect(await tryConnect({})).toMatchObject({ returnCode: 4 })
  })

  it('by rotation lets the device in with the new one', async () => {
    const rotated = door.registry.rotate(device.id)
    const password = Buffer.from('secret' in rotated ? rotated.secret : '')
    expect(await tryConnect({ password })).toMatchObject({ returnCode: 0 })
  })

  it('leaves every other device alone', async () => {
    const other = await door.connect(door.register({ id: 'gauge-2' }))
    const client = await door.enter(device)
    door.registry.revoke(device.id)
    await client.closed
    await other.publishAsync(door.topic('gauge-2'), '{}', { qos: 1 })
    expect(door.broker.connectionCount()).toBe(1)
  })

  it('can also be cut by hand', async () => {
    const client = await door.enter(device)
    expect(door.broker.disconnect(device.id)).toBe(true)
    await client.closed
    expect(door.broker.disconnect(device.id)).toBe(false)
  })
})
