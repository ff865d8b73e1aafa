import type { Clock } from '#domain/operation/clock.ts'
import { createEntry, type Group } from '#journal/group.ts'
import type { Gauges } from './gauges.ts'

/** Bytes that a lapse may hold, for the queue's account. */
const bytesPerLapse = 300

interface Parts {
  gauges: Gauges
  clock: Clock
  submit(group: Group): void
}

interface Wait {
  ts: number
  untilMs: number
}

/**
 * Rises that wait for the next value, by the monotonic clock. Where the time has passed, that is
 * committed as a fact; it takes effect when it is read from the journal, as everything else.
 */
export class Lapses {
  readonly #parts: Parts
  readonly #waits = new Map<string, Wait>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** A gauge has changed. `runUntilTs`: it waits since before a restart, the city ran until then. */
  watch(device: string, runUntilTs?: number): void {
    const rise = this.#parts.gauges.findWaiting(device)
    if (!rise) {
      if (this.#waits.size > 0) this.#waits.delete(device)
      return
    }
    const { ts, received_ts, withinMs } = rise
    if (this.#waits.get(device)?.ts === ts) return
    const waitedMs = runUntilTs === undefined ? 0 : Math.max(0, runUntilTs - received_ts)
    const untilMs = this.#parts.clock.monotonicMs() + Math.max(0, withinMs - waitedMs)
    this.#waits.set(device, { ts, untilMs })
  }

  /** Commits what has passed. */
  check(): void {
    const { gauges, clock, submit } = this.#parts
    const nowMs = clock.monotonicMs()
    // A queue that is full refuses at once, and the rise waits again: each is tried once a check.
    const due = [...this.#waits].filter(([, { untilMs }]) => nowMs >= untilMs)
    for (const [device, wait] of due) {
      this.#waits.delete(device)
      const rise = gauges.findWaiting(device)
      if (rise?.ts !== wait.ts) continue
      const record = { kind: rise.kind, device, ts: wait.ts, at_ts: clock.now() }
      submit({
        entries: [createEntry({ type: 'lapse', record })],
        bytes: bytesPerLapse,
        // The store says by itself that it is not well; the rise is looked at again.
        settle: (committed) => void (committed || this.#waits.set(device, wait)),
      })
    }
  }
}
