/** Array limit of the `reading` and `event` channels. */
const batchMax = 500
/** Well below the broker's frame limit of 256 KiB. */
const batchBytesMax = 192 * 1024
/** A device that is cut off keeps so many entries (a bus: two days); then the oldest go. */
const entriesMax = 100_000

/** What a device still has to deliver on one channel, oldest first. */
export interface Outbox {
  add(entries: readonly object[]): void
  /** The payload to send now: one object, or an array of what has piled up. Null if empty. */
  next(): Batch | null
  /** Drops the entries of a batch that was acknowledged. */
  acknowledge(batch: Batch): void
  readonly size: number
  /** Entries lost because the outbox was full. */
  readonly dropped: number
}

interface Batch {
  payload: string
  count: number
}

export function createOutbox(): Outbox {
  let waiting: string[] = []
  let dropped = 0
  let current: Batch | null = null
  return {
    add(entries) {
      for (const entry of entries) waiting.push(JSON.stringify(entry))
      // What is on its way stays as it is: it is sent again unchanged until acknowledged.
      const kept = current?.count ?? 0
      const excess = waiting.length - entriesMax
      if (excess > 0) {
        waiting = [...waiting.slice(0, kept), ...waiting.slice(kept + excess)]
        dropped += excess
      }
    },
    next() {
      if (current || waiting.length === 0) return current
      let bytes = 0
      let count = 0
      for (const text of waiting.slice(0, batchMax)) {
        bytes += Buffer.byteLength(text) + 1
        if (count > 0 && bytes > batchBytesMax) break
        count += 1
      }
      const texts = waiting.slice(0, count)
      current = { count, payload: count === 1 ? (texts[0] ?? '') : `[${texts.join(',')}]` }
      return current
    },
    acknowledge(batch) {
      if (batch !== current) return
      waiting = waiting.slice(batch.count)
      current = null
    },
    get size() {
      return waiting.length
    },
    get dropped() {
      return dropped
    },
  }
}
