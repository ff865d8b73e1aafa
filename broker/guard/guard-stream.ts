import type { Duplex } from 'node:stream'
import type { BadFrame, FrameGuard } from './frame-guard.ts'

/**
 * Puts a frame guard where bytes enter a socket's buffer. TCP, TLS and WebSocket streams all
 * deliver through `push`, so a refused chunk is never buffered, parsed or copied.
 */
export function guardStream(
  stream: Duplex,
  guard: FrameGuard,
  onBadFrame: (badFrame: BadFrame) => void,
): void {
  const push = stream.push.bind(stream)
  stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
    // null is the end of the stream; streams of text never reach this door.
    const badFrame = chunk instanceof Uint8Array ? guard.check(chunk) : undefined
    if (!badFrame) return push(chunk, encoding)
    onBadFrame(badFrame)
    return false
  }
}
