import type { Clock } from '#domain/clock.ts'
import { outcomes } from '#domain/commit.ts'
import type { Committed, DoorResult } from '#domain/door.ts'
import type { Entry, Group } from './commit/group.ts'
import type { LatencyWindow } from './commit/latency.ts'
import type { Counters } from './counters.ts'
import type { RefusedElement } from './decode/decoded.ts'
import type { Seen } from './messages/seen.ts'
import { quarantineUnstorable } from './unstorable.ts'

interface Watch {
  clock: Clock
  latency: LatencyWindow
  counters: Counters
}

/** Its text is with the entries. */
type Told = Omit<RefusedElement, 'payload'>

interface Received {
  entries: readonly Entry[]
  refused: readonly Told[]
  bytes: number
  done: (result: DoorResult) => void
  /** What people see of it; learns the verdict. */
  seen: Seen
}

const nothing: Committed['quarantined'] = []
const unstorable = { index: null, code: 'store_refused' } as const

/** One payload on its way through the queue. A class: one is made for every publish. */
export class Publish implements Group {
  readonly entries: readonly Entry[]
  readonly bytes: number
  readonly #refused: readonly Told[]
  readonly #done: (result: DoorResult) => void
  readonly #seen: Seen
  readonly #watch: Watch
  readonly #receivedMs: number

  constructor(watch: Watch, { entries, refused, bytes, done, seen }: Received) {
    this.entries = entries
    this.bytes = bytes
    this.#refused = refused
    this.#done = done
    this.#seen = seen
    this.#watch = watch
    this.#receivedMs = watch.clock.monotonicMs()
  }

  settle(committed: boolean): void {
    const { clock, latency, counters } = this.#watch
    if (!committed) {
      counters.count('not_committed')
      return this.#answer({ ok: false, code: 'not_committed', detail: 'nothing of it was stored' })
    }
    const nowMs = clock.monotonicMs()
    latency.record(nowMs, nowMs - this.#receivedMs)
    let accepted = 0
    let duplicates = 0
    for (const { type, outcome } of this.entries) {
      if (type === 'quarantine') continue
      if (outcome === outcomes.duplicate) duplicates += 1
      else accepted += 1
    }
    return this.#answer({ ok: true, accepted, duplicates, quarantined: this.#listQuarantined() })
  }

  refuse(detail: string): Group | undefined {
    if (this.entries.every(({ type }) => type === 'quarantine')) return undefined
    const entries = this.entries.map((entry) => quarantineUnstorable(entry, this.#seen, detail))
    const changed = entries.filter((entry, index) => entry !== this.entries[index])
    const refused = [...this.#refused, ...changed.map(() => ({ ...unstorable, detail }))]
    return new Publish(this.#watch, {
      entries,
      refused,
      bytes: this.bytes,
      done: this.#done,
      seen: this.#seen,
    })
  }

  #answer(result: DoorResult): void {
    this.#seen.result = result
    this.#done(result)
  }

  #listQuarantined(): Committed['quarantined'] {
    if (this.#refused.length === 0) return nothing
    return this.#refused.map(({ index, code, detail }) => ({ index: index ?? 0, code, detail }))
  }
}
