import { afterEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import mqtt from 'mqtt-packet'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { connectPacket, openRaw, publishPacket, type RawClient } from './raw-client.ts'

let door: OpenDoor
afterEach(() => door.close())

const mebi = 1024 * 1024

/** Writes zeros until the door closes, at most `bytes` of them, as fast as the socket takes them. */
async function pour(client: RawClient, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(64 * 1024)
  for (let sent = 0; sent < bytes && !client.socket.destroyed; sent += chunk.length) {
    const flushed = new Promise<void>((done) => client.socket.write(chunk, () => done()))
    await Promise.race([flushed, client.closed])
  }
}

const command = JSON.stringify({ text: 'x'.repeat(60_000) })

/** Subscribes to commands and then reads nothing any more. */
async function freeze(client: RawClient, topic: string): Promise<void> {
  client.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 0 }] })
  await client.next('suback')
  client.socket.pause()
}

describe('frames', () => {
  it.each([
    ['a CONNECT of 100 MB', 0x10, 'frame_too_large'],
    ['a PUBLISH of 100 MB before CONNECT', 0x30, 'frame_malformed'],
  ])('of strangers: %s costs no memory', async (_what, firstByte, code) => {
    door = await openDoor()
    const before = process.memoryUsage().rss
    const clients = await Promise.all(Array.from({ length: 8 }, () => openRaw(door.port)))
    for (const client of clients) {
      client.send(Uint8Array.from([firstByte, 0x80, 0xc2, 0xd7, 0x2f]))
    }
    await Promise.all(clients.map((client) => pour(client, 100 * mebi)))
    await Promise.all(clients.map(({ closed }) => closed))
    expect((process.memoryUsage().rss - before) / mebi).toBeLessThan(50)
    expect(door.audit.map((entry) => entry.code)).toEqual(Array(8).fill(code))
  })

  it('before CONNECT is accepted may have 4 KiB, afterwards 256 KiB', async () => {
    door = await openDoor()
    const device = door.register(gauge)
    const frameOf = (bytes: number) => {
      const empty = mqtt.generate(publishPacket(door.topic(device.id), Buffer.alloc(65_536)))
      return publishPacket(door.topic(device.id), Buffer.alloc(bytes - empty.length + 65_536))
    }
    const client = await door.enter(device)
    client.send(frameOf(256 * 1024))
    await client.next('puback')
    client.send(frameOf(256 * 1024 + 1))
    await client.closed
    const impatient = await openRaw(door.port)
    impatient.send(connectPacket(device), publishPacket(door.topic(device.id), Buffer.alloc(5_000)))
    await impatient.closed
    expect(door.audit.map(({ code }) => code)).toEqual(['frame_too_large', 'frame_too_large'])
    expect(door.knocks).toHaveLength(1)
  })

  it('that come one byte at a time are read like others', async () => {
    door = await openDoor()
    const device = door.register(gauge)
    const client = await openRaw(door.port)
    client.socket.setNoDelay(true)
    const packets = [connectPacket(device), publishPacket(door.topic(device.id), '{"slow":1}')]
    for (const byte of Buffer.concat(packets.map((packet) => mqtt.generate(packet)))) {
      client.send(Uint8Array.of(byte))
      await new Promise(setImmediate)
    }
    await client.next('puback')
    expect(door.knocks).toMatchObject([{ text: '{"slow":1}' }])
    client.destroy()
  })

  it('in any number and order, well-formed or not, never stop the door', async () => {
    door = await openDoor({ limits: { connectTimeoutMs: 200 } })
    const device = door.register(gauge)
    const intruder = door.register({ id: 'gauge-2' })
    const steady = await door.connect(device)
    const frames = [
      mqtt.generate(connectPacket(intruder)),
      mqtt.generate(publishPacket(door.topic('gauge-2'))),
      mqtt.generate(publishPacket(door.topic('gauge-2'), '{}', { qos: 2 })),
      mqtt.generate({ cmd: 'pubrel', messageId: 1 }),
      mqtt.generate({ cmd: 'pubrec', messageId: 1 }),
      mqtt.generate({ cmd: 'puback', messageId: 9 }),
      mqtt.generate({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: ['a/b', '__proto__'] }),
      mqtt.generate({ cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: '#', qos: 2 }] }),
      mqtt.generate({ cmd: 'pingreq' }),
    ]
    const mutation = fc.record({ at: fc.nat({ max: 300 }), to: fc.nat({ max: 255 }) })
    const stream = fc
      .tuple(
        fc.array(fc.constantFrom(...frames), { maxLength: 8 }),
        fc.array(mutation, { maxLength: 3 }),
        fc.boolean(),
      )
      .map(([picked, mutations, knownFirst]) => {
        const bytes = Buffer.concat(knownFirst ? [...frames.slice(0, 1), ...picked] : picked)
        for (const { at, to } of mutations) bytes[at] = to
        return bytes
      })
    await fc.assert(
      fc.asyncProperty(stream, async (bytes) => {
        const client = await openRaw(door.port)
        client.send(bytes)
        client.socket.end()
        await client.closed
      }),
      { numRuns: 300 },
    )
    await steady.publishAsync(door.topic(device.id), '{}', { qos: 2 })
    expect(steady.connected).toBe(true)
  })
})

describe('connections', () => {
  it('that never say CONNECT are closed and audited', async () => {
    door = await openDoor({ limits: { connectTimeoutMs: 50 } })
    const client = await openRaw(door.port)
    await client.closed
    expect(await door.audited('connect_timeout')).toMatchObject({ address: '127.0.0.1' })
  })

  it('of one address beyond its share are closed, and a place that is left is free again', async () => {
    door = await openDoor({ limits: { connectionsPerLoopbackAddressMax: 2 } })
    const device = door.register(gauge)
    const first = await openRaw(door.port)
    await door.enter(device)
    const third = await openRaw(door.port)
    await third.closed
    expect(door.audit).toMatchObject([{ code: 'too_many_connections' }])
    first.destroy()
    await first.closed
    const other = await door.enter(door.register({ id: 'gauge-2' }))
    other.send({ cmd: 'pingreq' })
    await other.next('pingresp')
  })

  it('in all beyond the limit are closed', async () => {
    door = await openDoor({ limits: { connectionsMax: 1 } })
    await door.enter(door.register(gauge))
    const second = await openRaw(door.port)
    await second.closed
    expect(door.audit).toMatchObject([{ code: 'too_many_connections', detail: '1 in all' }])
  })

  it('that send more than 42 packets before they are let in are closed', async () => {
    door = await openDoor()
    const device = door.register(gauge)
    const client = await openRaw(door.port)
    const pings = Array.from({ length: 100 }, () => ({ cmd: 'pingreq' as const }))
    client.send(connectPacket(device), ...pings)
    await client.closed
    expect(door.audit).toMatchObject([{ code: 'protocol_error' }])
  })

  it('that publish without reading their acknowledgements are closed', async () => {
    door = await openDoor()
    const device = door.register(gauge)
    const client = await door.enter(device)
    await freeze(client, door.topic(device.id, 'cmd'))
    // Commands fill the kernel's buffers sooner than millions of acknowledgements would.
    while (door.broker.sendCommand(device.id, command) === 'sent') await new Promise(setImmediate)
    client.send(publishPacket(door.topic(device.id)))
    expect(await door.audited('acks_unread')).toMatchObject({ who: 'gauge-1' })
    expect(door.knocks).toEqual([])
  })

  it('that no longer read their commands do not hold up anybody', async () => {
    door = await openDoor({ limits: { drainTimeoutMs: 100 } })
    const frozen = await door.enter(door.register({ id: 'gauge-2' }))
    await freeze(frozen, door.topic('gauge-2', 'cmd'))
    const steady = await door.connect(door.register(gauge))
    let published = 0
    while (door.broker.sendCommand('gauge-2', command) === 'sent') {
      await steady.publishAsync(door.topic(gauge.id), `{"n":${published}}`, { qos: 1 })
      published += 1
    }
    await steady.publishAsync(door.topic(gauge.id), '{"n":"last"}', { qos: 1 })
    expect(door.knocks).toHaveLength(published + 1)
    // The frozen one is dropped; it is not its fault in the sense of the audit.
    while (door.broker.connectionCount() > 1) await new Promise(setImmediate)
    expect(door.audit).toEqual([])
  })
})
