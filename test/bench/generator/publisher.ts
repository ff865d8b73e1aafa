import { connect, type Socket } from 'node:net'
import { disconnectFrame, encodeConnect, packetTypes } from '#test/support/mqtt-frames.ts'
import { firstSeq, ReadingFrame } from './reading-frame.ts'

export interface BenchDevice {
  id: string
  token: string
  kind: string
  topic: string
  /** Swings over a threshold with every reading, so that each one is a crossing. */
  crosses: boolean
}

export interface PublisherOptions {
  host: string
  port: number
  device: BenchDevice
  /** Readings in flight at most. */
  window: number
  /** Device time of the first reading and step to the next, ms. */
  firstTs: number
  tsStepMs: number
  /** Called for every PUBACK with the time since its PUBLISH, ms. */
  onAck: (publisher: Publisher, elapsedMs: number) => void
  onEnd: (publisher: Publisher, error: Error | undefined) => void
}

// PUBACKs are 4 bytes: a read of 16 KiB takes 4,096 of them.
const readBytesMax = 16 * 1024
const packetBytes = 4

/** One device on one raw socket. */
export class Publisher {
  readonly #options: PublisherOptions
  readonly #slots: { frame: ReadingFrame; sentMs: number }[]
  readonly #free: number[]
  readonly #partial: number[] = []
  readonly sentAtMs: number[] = []
  #socket: Socket | undefined
  #onConnected: (() => void) | undefined
  sent = 0
  acked = 0

  constructor(options: PublisherOptions) {
    this.#options = options
    const { topic, kind } = options.device
    const boot = `bench-${options.firstTs}-0123456789abcdef0123456789`
    this.#slots = Array.from({ length: options.window }, (_, index) => ({
      frame: new ReadingFrame({ topic, kind, packetId: index + 1, boot }),
      sentMs: 0,
    }))
    this.#free = this.#slots.map((_, index) => index)
  }

  /** Resolves with the CONNACK; rejects where the server refuses or closes. */
  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onConnected = resolve
      const socket = connect({
        host: this.#options.host,
        port: this.#options.port,
        noDelay: true,
        // One buffer for all reads: the generator's own garbage would slow the server beside it.
        onread: {
          buffer: Buffer.allocUnsafe(readBytesMax),
          callback: (length, buffer) => {
            this.#read(length, buffer)
            return true
          },
        },
      })
      this.#socket = socket
      socket.once('connect', () => socket.write(encodeConnect(this.#options.device)))
      socket.once('error', (error) => this.#end(error, reject))
      socket.once('close', () => this.#end(new Error('closed by the server'), reject))
    })
  }

  hasRoom(): boolean {
    return this.#free.length > 0
  }

  /** Sends the next reading; false where the window is full. */
  publish(): boolean {
    const index = this.#free.pop()
    const slot = index === undefined ? undefined : this.#slots[index]
    if (!slot || !this.#socket) return false
    slot.frame.set({
      ts: this.#options.firstTs + this.sent * this.#options.tsStepMs,
      seq: firstSeq + this.sent,
      levelMm: this.#levelMm(),
    })
    slot.sentMs = performance.now()
    this.sentAtMs.push(slot.sentMs)
    this.sent++
    this.#socket.write(slot.frame.bytes)
    return true
  }

  close(): void {
    this.#socket?.removeAllListeners('close').end(disconnectFrame)
  }

  // A slow swell of ±10 cm, or 20 cm over a threshold and back: neither jumps nor stands still, so
  // no quality test speaks up and no rise waits for the next value.
  #levelMm(): number {
    if (this.#options.device.crosses) return this.sent % 2 === 0 ? 900 : 1100
    return 600 + Math.round(100 * Math.sin(this.sent / 500))
  }

  #end(error: Error, reject: (error: Error) => void): void {
    this.#socket?.removeAllListeners('close')
    reject(error)
    this.#options.onEnd(this, error)
  }

  #read(length: number, buffer: Uint8Array): void {
    // All answers to one read leave in one write, as a device emptying its buffer would.
    this.#socket?.cork()
    for (let index = 0; index < length; index++) {
      this.#partial.push(buffer[index] ?? 0)
      if (this.#partial.length === packetBytes) this.#packet()
    }
    this.#socket?.uncork()
  }

  #packet(): void {
    const [type = 0, , high = 0, low = 0] = this.#partial
    this.#partial.length = 0
    if (type === packetTypes.connack && low === 0) return this.#onConnected?.()
    if (type !== packetTypes.puback) {
      this.#socket?.destroy(new Error(`unexpected answer ${type.toString(16)}, code ${low}`))
      return
    }
    const index = high * 256 + low - 1
    const slot = this.#slots[index]
    if (!slot) throw new Error(`acknowledged packet ${index + 1} was never sent`)
    this.#free.push(index)
    this.acked++
    this.#options.onAck(this, performance.now() - slot.sentMs)
  }
}
