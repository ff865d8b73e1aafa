import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { livePath } from '#domain/live-stream.ts'
import type { DevicesUpdate, WatchReply, WatchRequest } from '#domain/wire/live.ts'
import { keyHeaders } from '#test/support/operator-key.ts'

/**
 * A page on a bare socket, which can stop reading: what a browser behind a dead line looks like.
 * Speaks just enough WebSocket [RFC 6455] and Socket.IO to watch.
 */
export interface RawViewer {
  socket: Socket
  /** The answer to `watch` first. */
  updates: DevicesUpdate[]
  watch(request: WatchRequest): void
  /** No byte is taken from the socket until `thaw`. */
  freeze(): void
  thaw(): void
}

const headEnd = '\r\n\r\n'
/** Engine.IO: whoever does not answer is taken for dead. */
const ping = '2'
const pong = '3'

export async function openRawViewer(url: string): Promise<RawViewer> {
  const { port } = new URL(url)
  const headers = Object.entries(keyHeaders(url)).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `GET ${livePath}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
      `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${headers.join('')}\r\n`,
  )
  const [head] = (await once(socket, 'data')) as [Buffer]
  const updates: DevicesUpdate[] = []
  // The first frame may come together with the end of the handshake.
  let buffered = Buffer.from(head.subarray(head.indexOf(headEnd) + headEnd.length))
  const welcomed = Promise.withResolvers<void>()
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk])
    for (let frame = takeFrame(); frame !== undefined; frame = takeFrame()) {
      if (frame === ping) send(pong)
      else if (frame.startsWith('40')) welcomed.resolve()
      else if (frame.startsWith('42["devices",')) {
        updates.push((JSON.parse(frame.slice(2)) as [string, DevicesUpdate])[1])
      } else if (frame.startsWith('430')) {
        updates.push((JSON.parse(frame.slice(3)) as [WatchReply])[0].update)
      }
    }
  })
  send('40')
  // Whoever asks for something before that is hung up on.
  await welcomed.promise
  return {
    socket,
    updates,
    watch: (request) => send(`420${JSON.stringify(['watch', request])}`),
    freeze: () => socket.pause(),
    thaw: () => socket.resume(),
  }

  /** One masked text frame, shorter than 64 KiB. */
  function send(text: string): void {
    const payload = Buffer.from(text)
    const length =
      payload.length < 126
        ? Buffer.from([0x80 | payload.length])
        : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 0xff])
    // A mask of zeros is a mask.
    socket.write(Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]))
  }

  function takeFrame(): string | undefined {
    const short = (buffered[1] ?? 0) & 0x7f
    const head = short === 127 ? 10 : short === 126 ? 4 : 2
    if (buffered.length < head) return undefined
    const long = short === 127 ? Number(buffered.readBigUInt64BE(2)) : short
    const size = short === 126 ? buffered.readUInt16BE(2) : long
    if (buffered.length < head + size) return undefined
    const text = buffered.subarray(head, head + size).toString()
    buffered = buffered.subarray(head + size)
    return text
  }
}
