import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { livePath } from '#domain/live-stream.ts'
import type { WatchRequest } from '#domain/wire/live.ts'

// One buffer for all: what is in it is never looked at.
const buffer = Buffer.allocUnsafe(64 * 1024)
/** Frames of the client side of the handshake and of one request: below 64 KiB. */
const lengthMarker = 126

/** One masked text frame [RFC 6455, 5.2]; a mask of zeros is a mask. */
function encodeFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const length =
    payload.length < lengthMarker
      ? [0x80 | payload.length]
      : [0x80 | lengthMarker, payload.length >> 8, payload.length & 0xff]
  return Buffer.concat([Buffer.of(0x81, ...length), Buffer.alloc(4), payload])
}

/**
 * A page that watches and reads everything, but does not look at it: a thousand of them leave the
 * machine to the server. It answers no ping, so it lasts for less than a minute.
 */
export async function openSilentViewer(
  url: string,
  options: { localAddress: string; request: WatchRequest; headers: Record<string, string> },
): Promise<void> {
  const { localAddress, request } = options
  const headers = Object.entries(options.headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const port = Number(new URL(url).port)
  let heard = Promise.withResolvers<void>()
  const socket = connect({
    port,
    host: '127.0.0.1',
    localAddress,
    onread: {
      buffer,
      callback() {
        heard.resolve()
        return true
      },
    },
  })
  await once(socket, 'connect')
  socket.once('close', () => heard.reject(new Error('a viewer was not let in')))
  socket.write(
    `GET ${livePath}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
      `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${headers.join('')}\r\n`,
  )
  await heard.promise
  // Whoever asks before it is welcome is hung up on: the welcome is what it hears next.
  heard = Promise.withResolvers<void>()
  socket.write(encodeFrame('40'))
  await heard.promise
  socket.write(encodeFrame(`420${JSON.stringify(['watch', request])}`))
}
