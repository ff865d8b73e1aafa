/** A message that was received and not yet settled. `messageId` null: QoS 0, nothing to send. */
interface Slot {
  messageId: number | null
  isSettled: boolean
}

// PUBACK: type 4, two more bytes, the packet identifier [MQTT-3.4].
const ackBytes = 4

/**
 * The messages of one connection between receipt and acknowledgement. Whatever order they are
 * settled in, acknowledgements leave in the order of receipt [MQTT-4.6.0-2], and those of one
 * commit leave in one write.
 */
export class AckWindow {
  readonly #slots: Slot[] = []
  readonly #write: (acks: Buffer) => void
  readonly #onSettled: () => void
  #isFlushPlanned = false

  constructor(write: (acks: Buffer) => void, onSettled: () => void) {
    this.#write = write
    this.#onSettled = onSettled
  }

  /** Messages received and not yet acknowledged. */
  get size(): number {
    return this.#slots.length
  }

  /** Returns what to call once the message is on disk. */
  open(messageId: number | null): () => void {
    const slot: Slot = { messageId, isSettled: false }
    this.#slots.push(slot)
    return () => {
      slot.isSettled = true
      this.#planFlush()
    }
  }

  #planFlush(): void {
    if (this.#isFlushPlanned) return
    this.#isFlushPlanned = true
    // A commit settles hundreds in one go: their acknowledgements are gathered first.
    queueMicrotask(() => this.#flush())
  }

  #flush(): void {
    this.#isFlushPlanned = false
    const firstOpen = this.#slots.findIndex(({ isSettled }) => !isSettled)
    const settled = this.#slots.splice(0, firstOpen === -1 ? this.#slots.length : firstOpen)
    const ids = settled.flatMap(({ messageId }) => messageId ?? [])
    if (ids.length > 0) this.#write(encodeAcks(ids))
    if (settled.length > 0) this.#onSettled()
  }
}

function encodeAcks(ids: readonly number[]): Buffer {
  const bytes = Buffer.alloc(ids.length * ackBytes)
  for (const [index, id] of ids.entries()) {
    bytes.writeUInt16BE(0x4002, index * ackBytes)
    bytes.writeUInt16BE(id, index * ackBytes + 2)
  }
  return bytes
}
