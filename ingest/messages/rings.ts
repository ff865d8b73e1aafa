import type { MessageResource } from '#domain/wire/message.ts'
import type { MessageLimits } from './limits.ts'
import type { Seen, Sender } from './seen.ts'

interface Ring {
  sender: Sender
  /** Oldest first. */
  messages: Seen[]
}

/** The last messages of many senders, within limits of number and bytes. */
export class Rings {
  readonly #limits: MessageLimits
  readonly #bySender = new Map<string, Ring>()
  #bytes = 0

  constructor(limits: MessageLimits) {
    this.#limits = limits
  }

  /** Hot path: once per publish. `describe` is called for a sender's first message only. */
  add(key: string, seen: Seen, describe: () => Sender): void {
    const ring = this.#bySender.get(key) ?? this.#addRing(key, describe())
    ring.messages.push(seen)
    this.#bytes += seen.keptBytes
    if (ring.messages.length > this.#limits.perSender) this.#dropOldest(ring)
    // Whoever writes much gives up its own first; a newcomer takes the place of the oldest sender.
    while (this.#bytes > this.#limits.bytes && ring.messages.length > 1) this.#dropOldest(ring)
    while (this.#bytes > this.#limits.bytes && this.#bySender.size > 1) this.#dropFirst(key)
  }

  get keptBytes(): number {
    return this.#bytes
  }

  list(key: string): MessageResource[] {
    const ring = this.#bySender.get(key)
    return ring ? ring.messages.map((seen) => seen.describe(ring.sender)) : []
  }

  /** The newest `limit` of all senders; looks at every sender, so it is for people only. */
  listNewest(limit: number): MessageResource[] {
    const all = [...this.#bySender.values()].flatMap(({ sender, messages }) =>
      messages.map((seen) => ({ sender, seen })),
    )
    const newest = all.toSorted((a, b) => b.seen.id - a.seen.id).slice(0, limit)
    return newest.map(({ sender, seen }) => seen.describe(sender))
  }

  #addRing(key: string, sender: Sender): Ring {
    if (this.#bySender.size >= this.#limits.senders) this.#dropFirst(key)
    const ring = { sender, messages: [] }
    this.#bySender.set(key, ring)
    return ring
  }

  #dropOldest({ messages }: Ring): void {
    this.#bytes -= messages.shift()?.keptBytes ?? 0
  }

  #dropFirst(except: string): void {
    for (const [key, ring] of this.#bySender) {
      if (key === except) continue
      for (const seen of ring.messages) this.#bytes -= seen.keptBytes
      this.#bySender.delete(key)
      return
    }
  }
}
