import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { connectAsync } from 'mqtt'
import { afterEach, describe, expect, it } from 'vitest'
import { createSelfSigned } from '../support/self-signed.ts'
import { type OpenDoor, gauge, openDoor } from './open-door.ts'
import { connectPacket, openRaw, publishPacket } from './raw-client.ts'

let door: OpenDoor
afterEach(() => door.close())

const onTls = () => ({ host: '127.0.0.1', port: 0, ...createSelfSigned() })

describe('the TLS listener', () => {
  it('serves the same door', async () => {
    const tls = onTls()
    door = await openDoor({ tls })
    const device = door.register(gauge)
    const client = await connectAsync({
      protocol: 'mqtts',
      host: 'localhost',
      port: door.broker.addresses.tls?.port ?? 0,
      ca: tls.cert,
      clientId: device.id,
      username: device.id,
      password: device.secret,
      reconnectPeriod: 0,
    })
    const large = JSON.stringify({ text: 'x'.repeat(200_000) })
    for (const qos of [0, 1, 2] as const) {
      await client.publishAsync(door.topic(device.id), large, { qos })
    }
    await door.knocked(3)
    expect(door.knocks.map(({ text }) => text.length)).toEqual(Array(3).fill(large.length))
    const closed = new Promise<void>((done) => client.once('close', () => done()))
    door.registry.revoke(device.id)
    await closed
    expect(door.broker.addresses.tls?.url).toMatch(/^mqtts:\/\/127\.0\.0\.1:\d+$/)
  })

  it('tells a refused device why', async () => {
    const tls = onTls()
    door = await openDoor({ tls })
    const wrong = connectAsync({
      protocol: 'mqtts',
      host: 'localhost',
      port: door.broker.addresses.tls?.port ?? 0,
      ca: tls.cert,
      clientId: 'gauge-9',
      username: 'gauge-9',
      password: 'x',
      reconnectPeriod: 0,
    })
    await expect(wrong).rejects.toMatchObject({ code: 4 })
  })

  it('guards frames inside of TLS as well', async () => {
    const tls = onTls()
    door = await openDoor({ tls })
    const device = door.register(gauge)
    const client = await connectAsync({
      protocol: 'mqtts',
      host: 'localhost',
      port: door.broker.addresses.tls?.port ?? 0,
      ca: tls.cert,
      clientId: device.id,
      username: device.id,
      password: device.secret,
      reconnectPeriod: 0,
    })
    client.on('error', () => undefined)
    const closed = new Promise<void>((done) => client.once('close', () => done()))
    client.publish(door.topic(device.id), Buffer.alloc(300_000), { qos: 1 })
    await closed
    expect(door.audit).toMatchObject([{ code: 'frame_too_large', who: 'gauge-1' }])
    expect(door.knocks).toEqual([])
  })

  it('audits who speaks without TLS', async () => {
    door = await openDoor({ tls: onTls() })
    const client = await openRaw(door.broker.addresses.tls?.port ?? 0)
    client.send(connectPacket({ id: 'gauge-1', secret: 'x' }))
    await client.closed
    expect(await door.audited('tls_failed')).toMatchObject({ address: '127.0.0.1' })
  })

  it('gives a handshake that never ends as much time as a CONNECT', async () => {
    door = await openDoor({ tls: onTls(), limits: { connectTimeoutMs: 50 } })
    const client = await openRaw(door.broker.addresses.tls?.port ?? 0)
    await client.closed
    expect(await door.audited('connect_timeout')).toMatchObject({ address: '127.0.0.1' })
  })

  it('says at once that a certificate is none', async () => {
    const broken = { host: '127.0.0.1', port: 0, cert: 'no certificate', key: 'no key' }
    await expect(openDoor({ tls: broken })).rejects.toThrow(/PEM|no start line/i)
    door = await openDoor()
  })
})

describe('a port', () => {
  it('that is in use is told at once, and nothing stays open', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const start = openDoor({ plain: { host: '127.0.0.1', port } })
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
    door = await openDoor()
  })

  it('is closed while nothing can be stored, and open again afterwards', async () => {
    door = await openDoor()
    const device = door.register(gauge)
    const client = await door.enter(device)
    door.broker.pauseListening('disk full')
    expect(door.broker.pausedReason()).toBe('disk full')
    await expect(openRaw(door.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    // Connections that stand go on; a failing publish ends them.
    client.send(publishPacket(door.topic(device.id)))
    await client.next('puback')
    await door.broker.resumeListening()
    expect(door.broker.pausedReason()).toBeNull()
    await door.enter(device)
    await client.closed
    expect(door.broker.addresses.plain?.port).toBe(door.port)
  })

  it('may be paused and resumed twice without harm', async () => {
    door = await openDoor()
    door.broker.pauseListening('disk full')
    door.broker.pauseListening('still full')
    await Promise.all([door.broker.resumeListening(), door.broker.resumeListening()])
    const client = await door.enter(door.register(gauge))
    expect(client.socket.destroyed).toBe(false)
  })

  it('stays closed when the disk filled up again while it was opening', async () => {
    door = await openDoor()
    door.broker.pauseListening('disk full')
    const resumed = door.broker.resumeListening()
    door.broker.pauseListening('full again')
    await resumed
    expect(door.broker.pausedReason()).toBe('full again')
    await expect(openRaw(door.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('closing the door', () => {
  it('ends every connection, also one that has said nothing yet', async () => {
    door = await openDoor()
    const known = await door.enter(door.register(gauge))
    const silent = await openRaw(door.port)
    await door.broker.close()
    await Promise.all([known.closed, silent.closed])
    expect(door.broker.connectionCount()).toBe(0)
    await expect(openRaw(door.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
