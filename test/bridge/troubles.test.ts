import { generate, parser as mqttParser } from 'mqtt-packet'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createWebServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { startFarAedes, type FarBroker } from '../support/far-broker.ts'
import { createSelfSigned } from '../support/self-signed.ts'
import { distance, euiOf, lookingDown, startBridgedCity, type BridgedCity } from './bridged-city.ts'
import { chirpstackTopic, chirpstackUp } from './far-uplinks.ts'
import { ask } from '#test/support/operator-key.ts'

const login = { user: 'machimori', password: 'open sesame' }
const devEui = euiOf(1)
const start = Date.now() - 3_600_000
const uplink = (minute: number) =>
  chirpstackUp({
    devEui,
    fCnt: minute,
    time: new Date(start + minute * 60_000).toISOString(),
    object: distance(1_000 + minute),
  })
const topic = chirpstackTopic(devEui)

const withPassword = (id: string, url: string) => ({
  id,
  url,
  dialect: 'chirpstack',
  username: login.user,
  password_file: 'password',
})

const urlOf = (server: Server, scheme = 'mqtt') =>
  `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`

describe('a source in trouble', () => {
  let far: FarBroker
  beforeAll(async () => {
    far = await startFarAedes(login)
  })
  afterAll(() => far.close())

  const troubleOf = (city: BridgedCity, source: string) =>
    city.connections().find((connection) => connection.source === source)?.trouble

  it('is told apart: down, wrong password, refused topic; and the city runs all the same', async () => {
    const down = await startFarAedes()
    await down.kill()
    const forbidden = { connections: [{ topics: ['forbidden/#'] }] }
    const city = await startBridgedCity(
      [
        { id: 'down', url: down.url, dialect: 'chirpstack' },
        { ...withPassword('stranger', far.url), password_file: 'wrong' },
        { ...withPassword('too-curious', far.url), ...forbidden },
        withPassword('well', far.url),
      ],
      { files: { password: `${login.password}\n`, wrong: 'guessed' } },
    )
    await city.until('every source has said how it is', () =>
      city.connections().every(({ trouble, condition }) => trouble || condition === 'connected'),
    )
    expect(troubleOf(city, 'down')).toBe('unreachable')
    expect(troubleOf(city, 'stranger')).toBe('refused')
    expect(troubleOf(city, 'too-curious')).toBe('subscription_refused')
    expect(troubleOf(city, 'well')).toBeNull()
    const ready = await ask(`${city.url}/readyz`)
    expect(ready.status).toBe(200)
    const { warnings } = (await ready.json()) as { warnings: string[] }
    expect(warnings.join('\n')).toMatch(/bridge down .*reached[^]*bridge stranger .*password/)
    // Neither the log nor the interface ever holds the password, right or wrong.
    const health = await (await ask(`${city.url}/v1/health`)).text()
    expect(`${health}${city.logged.join('')}`).not.toMatch(/sesame|guessed/)
    const metrics = await (await ask(`${city.url}/metrics`)).text()
    expect(metrics).toMatch(/machimori_bridge_connected\{source="well",client_id="[^"]+"\} 1/)
    expect(metrics).toMatch(/machimori_bridge_connected\{source="down",client_id="[^"]+"\} 0/)

    await down.start()
    await city.until('the one that was down is taken from', () => troubleOf(city, 'down') === null)
    expect(city.logged.join('\n')).toMatch(/warn The bridge waits for "down"[^]*takes from "down"/)
    await city.close()
    await down.close()
  })

  it('is not in trouble where it knows QoS 0 only, but that is said', async () => {
    // As the broker of The Things Stack; Aedes grants what is asked for.
    const server = createTcpServer((socket) => {
      const parser = mqttParser()
      parser.on('packet', ({ cmd, messageId = 0, ...packet }) => {
        if (cmd === 'connect') {
          socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }))
        } else if (cmd === 'subscribe' && 'subscriptions' in packet) {
          const granted = packet.subscriptions.map(() => 0)
          socket.write(generate({ cmd: 'suback', messageId, granted }))
        }
      })
      socket.on('data', (bytes) => parser.parse(bytes))
      socket.on('error', () => undefined)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const weak = { id: 'weak', url: urlOf(server), dialect: 'tts' }
    const strong = withPassword('strong', far.url)
    const city = await startBridgedCity([weak, strong], { files: { password: login.password } })
    await city.connected()
    expect(city.connections()).toMatchObject([
      { trouble: null, best_effort: true },
      { trouble: null, best_effort: false },
    ])
    const said = city.logged.filter((line) => line.includes('QoS 0 only'))
    expect(said).toEqual([expect.stringContaining('info The bridge takes from "weak"')])
    await city.close()
    server.close()
  })

  it('is told apart from a wrong port and a wrong scheme', async () => {
    const { key, cert } = createSelfSigned()
    const overTls = createTlsServer({ key, cert }, (socket) => socket.end())
    const web = createWebServer((_request, response) => response.end())
    for (const server of [overTls, web]) await once(server.listen(0, '127.0.0.1'), 'listening')
    const sources = [
      { id: 'mqtt-to-tls', url: urlOf(overTls), dialect: 'chirpstack' },
      { id: 'mqtt-to-web', url: urlOf(web), dialect: 'chirpstack' },
      { id: 'ws-to-web', url: urlOf(web, 'ws'), dialect: 'chirpstack' },
      { id: 'tls-to-mqtt', url: far.url.replace('mqtt:', 'mqtts:'), dialect: 'chirpstack' },
    ]
    const city = await startBridgedCity(sources)
    await city.until('every source has said how it is', () =>
      city.connections().every(({ trouble }) => trouble),
    )
    expect(sources.map(({ id }) => [id, troubleOf(city, id)])).toEqual([
      ['mqtt-to-tls', 'protocol'],
      ['mqtt-to-web', 'protocol'],
      ['ws-to-web', 'protocol'],
      ['tls-to-mqtt', 'protocol'],
    ])
    await city.close()
    for (const server of [overTls, web]) server.close()
  })

  it('that forgets our session is counted, while we run and across our restart', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-'))
    const options = { dataFolder, files: { password: login.password } }
    const sources = [withPassword('lora', far.url)]
    const first = await startBridgedCity(sources, options)
    first.addDevice('flood', { id: 'gauge', ...lookingDown('lora', devEui) })
    await first.connected()
    expect(first.connections()[0]?.sessions_lost_total).toBe(0)
    await far.kill()
    await far.start()
    await first.until('loss counted', () => first.connections()[0]?.sessions_lost_total === 1)
    await first.connected()
    await far.publish(topic, uplink(0))
    await first.stored('gauge', 1)
    await first.close()

    await far.publish(topic, uplink(1))
    const second = await startBridgedCity(sources, options)
    // The session was kept: what came in between is here, and nothing was lost.
    await second.stored('gauge', 2)
    expect(second.connections()[0]?.sessions_lost_total).toBe(0)
    await second.close()

    await far.kill()
    await far.start()
    const third = await startBridgedCity(sources, options)
    await third.connected()
    expect(third.connections()[0]?.sessions_lost_total).toBe(1)
    await third.close()
    rmSync(dataFolder, { recursive: true })
  })
})
