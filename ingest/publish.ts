import type { Clock } from '#domain/operation/clock.ts'
import { outcomes } from '#domain/commit.ts'
import type { Committed, DoorResult, Incoming, Untranslated } from '#domain/door.ts'
import type { Entry, Group } from '#journal/group.ts'
import type { LatencyWindow } from '#journal/latency.ts'
import type { Budgets } from './budget/budgets.ts'
import type { Counters } from './counters.ts'
import type { Seen } from './messages/seen.ts'
import { quarantine } from './quarantine.ts'
import type { Received } from './reception.ts'
import { listUnstorable } from './unstorable.ts'

interface Watch {
  clock: Clock
  latency: LatencyWindow
  counters: Counters
  budgets: Budgets
}

interface Parts extends Received {
  incoming: Incoming | Untranslated
  bytes: number
  done: (result: DoorResult) => void
  /** What people see of it; learns the verdict. */
  seen: Seen
}

const nothing: Committed['quarantined'] = []

/** One payload on its way through the queue. A class: one is made for every publish. */
export class Publish implements Group {
  readonly #watch: Watch
  readonly #parts: Parts
  readonly #receivedMs: number

  constructor(watch: Watch, parts: Parts) {
    this.#watch = watch
    this.#parts = parts
    this.#receivedMs = watch.clock.monotonicMs()
  }

  get entries(): readonly Entry[] {
    return this.#parts.entries
  }

  get bytes(): number {
    return this.#parts.bytes
  }

  settle(committed: boolean): void {
    const { clock, latency, counters, budgets } = this.#watch
    if (!committed) {
      counters.count('not_committed')
      return this.#answer({ ok: false, code: 'not_committed', detail: 'nothing of it was stored' })
    }
    const nowMs = clock.monotonicMs()
    latency.record(nowMs, nowMs - this.#receivedMs)
    let accepted = 0
    let duplicates = 0
    let readings = 0
    for (const { type, outcome } of this.entries) {
      if (type === 'quarantine') continue
      if (outcome === outcomes.duplicate) duplicates += 1
      else {
        accepted += 1
        if (type === 'reading') readings += 1
      }
    }
    const { device } = this.#parts.incoming
    if (device) budgets.book(device, readings)
    return this.#answer({ ok: true, accepted, duplicates, quarantined: this.#listQuarantined() })
  }

  refuse(details: ReadonlyMap<number, string>): Group | undefined {
    const { incoming, seen } = this.#parts
    if ('refusal' in incoming) return undefined
    const unstorable = listUnstorable(this.#parts, details)
    if (!unstorable) return undefined
    const entries = this.entries.map((entry, n) => {
      const element = unstorable.get(n)
      return element ? quarantine(incoming, element, seen.receivedTs) : entry
    })
    const refused = [...this.#parts.refused, ...unstorable.values()]
    return new Publish(this.#watch, { ...this.#parts, entries, refused })
  }

  #answer(result: DoorResult): void {
    const { seen, done } = this.#parts
    seen.result = result
    done(result)
  }

  #listQuarantined(): Committed['quarantined'] {
    const { refused } = this.#parts
    if (refused.length === 0) return nothing
    return refused.map(({ index, code, detail }) => ({ index: index ?? 0, code, detail }))
  }
}
