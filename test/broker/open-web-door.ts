import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { createWebSocketStream, WebSocket, type ClientOptions } from 'ws'
import { noAccounts } from '#test/support/no-accounts.ts'
import { createEntrance } from '#api/access/entrance.ts'
import { passUpgrades } from '#api/http/upgrades.ts'
import { openDoor, type OpenDoor } from './open-door.ts'
import { createRawClient } from './raw-client.ts'

export const allowedOrigin = 'https://wall.example'

/** How a handshake ended: open, or what HTTP said instead. */
export interface Handshake {
  webSocket: WebSocket
  /** 101, or the status of the refusal. */
  status: number
  body: string
}

export interface WebDoor extends OpenDoor {
  url: string
  webPort: number
  shake(options?: ClientOptions & { protocols?: string[]; path?: string }): Promise<Handshake>
  /** A raw MQTT client over an open WebSocket. */
  openWeb(): Promise<ReturnType<typeof createRawClient> & { webSocket: WebSocket }>
  /** A handshake by hand, with other headers where wanted, and what HTTP answered first. */
  openWire(
    headers?: Record<string, string>,
  ): Promise<{ socket: Socket; closed: Promise<void>; answer: string }>
}

/** The door with a bare HTTP server in front that passes `/mqtt` on, as the city's does. */
export async function openWebDoor(options: Parameters<typeof openDoor>[0] = {}): Promise<WebDoor> {
  const door = await openDoor(options)
  const server = createServer()
  passUpgrades(server, {
    upgrades: { '/mqtt': door.broker.handleUpgrade },
    entrance: createEntrance({
      accounts: noAccounts,
      directory: { findByToken: () => undefined },
      verifyOperator: () => false,
      host: '127.0.0.1',
      allowedOrigins: [allowedOrigin],
      trustedProxies: [],
      demo: false,
      publicRead: false,
    }),
    audit: { write: (entry) => door.audit.push(entry) },
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: webPort } = server.address() as AddressInfo
  const clients: { terminate: () => void }[] = []

  const shake: WebDoor['shake'] = async ({
    protocols = ['mqtt'],
    path = '/mqtt',
    ...more
  } = {}) => {
    const webSocket = new WebSocket(`ws://127.0.0.1:${webPort}${path}`, protocols, more)
    clients.push(webSocket)
    const { promise, resolve } = Promise.withResolvers<Handshake>()
    webSocket.on('error', () => undefined)
    webSocket.once('open', () => resolve({ webSocket, status: 101, body: '' }))
    webSocket.once('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        const body = Buffer.concat(chunks).toString()
        resolve({ webSocket, status: response.statusCode ?? 0, body })
      })
    })
    return promise
  }

  return {
    ...door,
    url: `ws://127.0.0.1:${webPort}/mqtt`,
    webPort,
    shake,
    async openWeb() {
      const { webSocket } = await shake()
      const stream = createWebSocketStream(webSocket)
      webSocket.once('close', () => stream.destroy())
      return { ...createRawClient(stream), webSocket }
    },
    async openWire(headers = {}) {
      const socket = connect({ port: webPort, host: '127.0.0.1' })
      clients.push({ terminate: () => socket.destroy() })
      socket.on('error', () => undefined)
      const closed = new Promise<void>((done) => socket.once('close', () => done()))
      const sent = {
        host: `127.0.0.1:${webPort}`,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        'sec-websocket-protocol': 'mqtt',
        ...headers,
      }
      const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}`)
      socket.write(['GET /mqtt HTTP/1.1', ...lines, '\r\n'].join('\r\n'))
      const [answer] = (await once(socket, 'data')) as [Buffer]
      return { socket, closed, answer: answer.toString() }
    },
    async close() {
      for (const client of clients) client.terminate()
      // The order of the city: the HTTP server waits for the connections on its port.
      await door.close()
      await new Promise((done) => server.close(done))
    },
  }
}
