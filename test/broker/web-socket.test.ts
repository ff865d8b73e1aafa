import { once } from 'node:events'
import { connectAsync } from 'mqtt'
import mqtt from 'mqtt-packet'
import { afterEach, describe, expect, it } from 'vitest'
import { gauge, stored } from './open-door.ts'
import { allowedOrigin, openWebDoor, type WebDoor } from './open-web-door.ts'
import { connectPacket, publishPacket } from './raw-client.ts'

let door: WebDoor
afterEach(() => door.close())

const failed = { ok: false, code: 'not_committed', detail: 'the disk is full' } as const

describe('MQTT over WebSocket', () => {
  it('is the same door for a usual client, and acknowledges after the commit', async () => {
    door = await openWebDoor({ answer: 'held' })
    const { id, secret } = door.register(gauge)
    const login = { clientId: id, username: id, password: secret, reconnectPeriod: 0 }
    const client = await connectAsync(door.url, login)
    let acknowledged = false
    const puback = client
      .publishAsync(door.topic(id), '{"level_m":1}', { qos: 1 })
      .then(() => (acknowledged = true))
    await door.knocked(1)
    expect(door.knocks).toMatchObject([{ text: '{"level_m":1}', incoming: { via: 'mqtt' } }])
    expect(acknowledged).toBe(false)
    door.knocks[0]?.answer(stored)
    await puback
    expect(door.broker.connectionCount()).toBe(1)
    await client.endAsync()
    expect(door.audit).toEqual([])
  })

  it('says in its answer which protocol it speaks', async () => {
    door = await openWebDoor()
    const { webSocket } = await door.shake({ protocols: ['graphql-ws', 'mqtt'] })
    expect(webSocket.protocol).toBe('mqtt')
  })

  it('takes packets cut into frames, and messages of several packets', async () => {
    door = await openWebDoor()
    const device = door.register(gauge)
    const { webSocket, next } = await door.openWeb()
    const bytes = mqtt.generate(connectPacket(device))
    webSocket.send(bytes.subarray(0, 5), { binary: true, fin: false })
    webSocket.send(bytes.subarray(5, 9), { binary: true, fin: false })
    webSocket.ping()
    webSocket.send(bytes.subarray(9, 20), { binary: true, fin: true })
    webSocket.send(bytes.subarray(20))
    await next('connack')
    const topic = door.topic(device.id)
    const packets = [1, 2, 3].map((messageId) => publishPacket(topic, '{}', { messageId }))
    webSocket.send(Buffer.concat(packets.map((packet) => mqtt.generate(packet))))
    for (const messageId of [1, 2, 3]) expect(await next('puback')).toMatchObject({ messageId })
  })

  it('knows a wrong token, a foreign topic and a foreign Will as everywhere', async () => {
    door = await openWebDoor()
    const device = door.register(gauge)
    const wrong = await door.openWeb()
    wrong.send(connectPacket({ ...device, secret: 'x' }))
    expect(await wrong.next('connack')).toMatchObject({ returnCode: 4 })
    await wrong.closed
    const client = await door.openWeb()
    client.send(connectPacket(device))
    await client.next('connack')
    client.send(publishPacket(door.topic('gauge-2')))
    await client.closed
    expect(door.audit.map(({ code, who, address }) => [code, who, address])).toEqual([
      ['credential_wrong', 'gauge-1', '127.0.0.1'],
      ['topic_forbidden', 'gauge-1', '127.0.0.1'],
    ])
    expect(door.knocks).toEqual([])
  })

  it('ends without an acknowledgement when the store fails, and is closed while it does', async () => {
    door = await openWebDoor({ answer: 'held' })
    const device = door.register(gauge)
    const client = await door.openWeb()
    client.send(connectPacket(device), publishPacket(door.topic(device.id)))
    await door.knocked(1)
    door.broker.pauseListening('the disk is full')
    door.knocks[0]?.answer(failed)
    await client.closed
    expect(client.received.map(({ cmd }) => cmd)).toEqual(['connack'])
    expect(await door.shake()).toMatchObject({ status: 503, body: 'the disk is full' })
    await door.broker.resumeListening()
    expect(await door.shake()).toMatchObject({ status: 101 })
  })

  it('loses its connection with its token', async () => {
    door = await openWebDoor()
    const device = door.register(gauge)
    const client = await door.openWeb()
    client.send(connectPacket(device))
    await client.next('connack')
    door.registry.revoke(device.id)
    await client.closed
    expect(door.audit).toMatchObject([{ code: 'credential_ended', who: 'gauge-1' }])
  })

  it('says the Will of a device whose line broke, and of none when we go down', async () => {
    door = await openWebDoor()
    const device = door.register(gauge)
    const will = {
      topic: door.topic(device.id, 'status'),
      payload: Buffer.from('{"online":false}'),
      qos: 1 as const,
      retain: false,
    }
    const [first, second] = [await door.openWeb(), await door.openWeb()]
    first.send(connectPacket(device, { will }))
    await first.next('connack')
    first.webSocket.terminate()
    await door.knocked(1)
    expect(door.knocks).toMatchObject([{ incoming: { channel: 'status' } }])
    second.send(connectPacket(device, { will }))
    await second.next('connack')
    await door.broker.close()
    await second.closed
    expect(door.knocks).toHaveLength(1)
    expect(await door.shake()).toMatchObject({ status: 503 })
  })
})

describe('a WebSocket handshake', () => {
  it('is for pages of ours and for programs, not for pages of others', async () => {
    door = await openWebDoor()
    const own = `http://127.0.0.1:${door.webPort}`
    for (const origin of [own, allowedOrigin]) {
      expect(await door.shake({ origin })).toMatchObject({ status: 101 })
    }
    for (const origin of ['https://evil.example', 'http://localhost:1', 'null']) {
      expect(await door.shake({ origin })).toMatchObject({ status: 403 })
    }
    expect(await door.shake({ headers: { host: 'evil.example' } })).toMatchObject({ status: 403 })
    expect(door.audit.map(({ code }) => code)).toEqual(Array(3).fill('origin_forbidden'))
  })

  it('needs the subprotocol mqtt', async () => {
    door = await openWebDoor()
    expect(await door.shake({ protocols: [] })).toMatchObject({ status: 400 })
    expect(await door.shake({ protocols: ['mqttv3.1'] })).toMatchObject({ status: 400 })
    expect(door.audit).toMatchObject([
      { code: 'subprotocol_missing', address: '127.0.0.1' },
      { code: 'subprotocol_missing' },
    ])
  })

  it('goes to one path only', async () => {
    door = await openWebDoor()
    expect(await door.shake({ path: '/mqtt?x=1' })).toMatchObject({ status: 101 })
    for (const path of ['/', '/mqtt/', '/__proto__', '/v1/readings']) {
      expect(await door.shake({ path })).toMatchObject({ status: 404 })
    }
  })

  it('that is none leaves its place to others', async () => {
    door = await openWebDoor({ limits: { connectionsMax: 1 } })
    for (const headers of [{ 'sec-websocket-version': '7' }, { 'sec-websocket-key': 'short' }]) {
      const { answer, closed } = await door.openWire(headers)
      expect(answer).toMatch(/^HTTP\/1.1 400 /)
      await closed
    }
    const { webSocket } = await door.shake()
    expect(await door.shake()).toMatchObject({ status: 503, body: '1 in all' })
    expect(door.audit).toMatchObject([{ code: 'too_many_connections' }])
    webSocket.terminate()
    await once(webSocket, 'close')
    while ((await door.shake()).status !== 101) await new Promise(setImmediate)
  })

  it('counts by the address of the socket, whatever a header says', async () => {
    door = await openWebDoor({ limits: { connectionsPerLoopbackAddressMax: 1 } })
    await door.openWeb()
    const headers = { 'x-forwarded-for': '192.0.2.7', forwarded: 'for=192.0.2.7' }
    expect(await door.shake({ headers })).toMatchObject({ status: 503, body: '1 from 127.0.0.1' })
  })
})

describe('what a WebSocket carries', () => {
  it('is refused by its size as on every other line', async () => {
    door = await openWebDoor()
    const device = door.register(gauge)
    const stranger = await door.openWeb()
    stranger.send(connectPacket(device, { password: Buffer.alloc(5_000) }))
    await stranger.closed
    const client = await door.openWeb()
    client.send(connectPacket(device))
    await client.next('connack')
    const topic = door.topic(device.id)
    const header = mqtt.generate(publishPacket(topic, Buffer.alloc(65_536))).length - 65_536
    client.send(publishPacket(topic, Buffer.alloc(256 * 1024 - header)))
    await client.next('puback')
    client.send(publishPacket(topic, Buffer.alloc(256 * 1024 - header + 1)))
    await client.closed
    expect(door.audit).toMatchObject([
      { code: 'frame_too_large', who: '' },
      { code: 'frame_too_large', who: 'gauge-1' },
    ])
    expect(door.knocks).toHaveLength(1)
  })

  it('costs no memory before anybody said who it is', async () => {
    door = await openWebDoor()
    const huge = await door.openWire()
    // A binary message of 100 MB, then one of 200 kB that never ends.
    huge.socket.write(Uint8Array.from([0x82, 0xff, 0, 0, 0, 0, 5, 0xf5, 0xe1, 0, 0, 0, 0, 0]))
    await huge.closed
    const endless = await door.openWire()
    endless.socket.write(Uint8Array.from([0x82, 0xff, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]))
    for (let sent = 0; sent < 190; sent += 1) {
      if (endless.socket.destroyed) break
      endless.socket.write(Buffer.alloc(1_000))
      await new Promise(setImmediate)
    }
    await endless.closed
    expect(door.audit.map(({ code }) => code)).toEqual(['frame_too_large', 'frame_too_large'])
  })

  it('is binary [MQTT-6.0.0-1]', async () => {
    door = await openWebDoor()
    const device = door.register(gauge)
    const { webSocket, closed } = await door.openWeb()
    webSocket.send(mqtt.generate(connectPacket(device)).toString('latin1'), { binary: false })
    await closed
    expect(door.audit).toMatchObject([{ code: 'frame_malformed' }])
    expect(door.audit).toHaveLength(1)
    expect(door.broker.connectionCount()).toBe(0)
  })

  it('is masked, as a client must [RFC 6455 5.1]', async () => {
    door = await openWebDoor()
    const { socket, closed } = await door.openWire()
    socket.write(Uint8Array.from([0x82, 0x02, 0x10, 0x00]))
    await closed
    expect(door.audit).toMatchObject([{ code: 'frame_malformed' }])
  })

  it('begins with CONNECT, and in time', async () => {
    door = await openWebDoor({ limits: { connectTimeoutMs: 50 } })
    const { webSocket, closed } = await door.openWeb()
    webSocket.ping()
    await closed
    expect(await door.audited('connect_timeout')).toMatchObject({ address: '127.0.0.1' })
    const hasty = await door.openWeb()
    hasty.send({ cmd: 'pingreq' })
    await hasty.closed
    expect(await door.audited('frame_malformed')).toMatchObject({ who: '' })
  })

  it('may not be pings alone, unread', async () => {
    door = await openWebDoor({ limits: { unreadBytes: 1_000 } })
    const device = door.register(gauge)
    const client = await door.openWeb()
    client.send(connectPacket(device))
    await client.next('connack')
    client.webSocket.pause()
    const ping = Buffer.alloc(125)
    while (client.webSocket.readyState === client.webSocket.OPEN && door.audit.length === 0) {
      for (let sent = 0; sent < 500; sent += 1) client.webSocket.ping(ping, true, () => undefined)
      await new Promise(setImmediate)
    }
    expect(door.audit).toMatchObject([{ code: 'acks_unread', who: 'gauge-1' }])
  })
})
