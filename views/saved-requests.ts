import type { JournalBatch } from '#domain/commit.ts'
import type { CityEvent } from '#domain/facts/event.ts'

/** What the judges remember of ride requests, whichever device reported; only they know its form. */
export interface RequestMemory {
  recall(event: CityEvent): void
  /** Gives the requests whose saved memory is old now. */
  keep(event: CityEvent): readonly string[]
  /** Null where a request is forgotten. */
  save(request: string): unknown
  restore(saved: readonly (readonly [request: string, memory: never])[]): void
}

/** Keys of the projection that are no devices: no id of one has a slash. */
const prefix = 'request/'
/** The journal sequence that all saved requests stand at. */
const standsAtKey = prefix

/**
 * The part of a projection that is kept by request. All that changed are saved at once: which is
 * forgotten next depends on all of them. They may be saved ahead of the cursor.
 */
export class SavedRequests {
  readonly #memory: RequestMemory
  readonly #changed = new Set<string>()
  #seq = 0

  constructor(memory: RequestMemory) {
    this.#memory = memory
  }

  /** Takes its own entries out of those saved; gives the others back. */
  restore(entries: readonly [key: string, saved: unknown][]): [device: string, saved: unknown][] {
    const requests: [string, never][] = []
    const others: [string, unknown][] = []
    for (const [key, saved] of entries) {
      if (key === standsAtKey) this.#seq = Number(saved)
      else if (key.startsWith(prefix)) requests.push([key.slice(prefix.length), saved as never])
      else others.push([key, saved])
    }
    this.#memory.restore(requests)
    return others
  }

  /** A batch out of the journal, after a restart. */
  replay(batch: JournalBatch): void {
    if (batch.seq <= this.#seq) return
    for (const change of batch.changes) {
      if (change.type === 'event') this.#memory.recall(change.record)
    }
    this.apply(batch)
  }

  apply({ seq, changes }: JournalBatch): void {
    this.#seq = seq
    for (const change of changes) {
      if (change.type !== 'event') continue
      for (const request of this.#memory.keep(change.record)) this.#changed.add(request)
    }
  }

  /** What to save now, and how to wait again if that fails. */
  take(): { entries: { key: string; value: unknown }[]; putBack(): void } {
    const requests = [...this.#changed]
    this.#changed.clear()
    const entries = requests.map((request) => {
      return { key: prefix + request, value: this.#memory.save(request) }
    })
    if (entries.length > 0) entries.push({ key: standsAtKey, value: this.#seq })
    return { entries, putBack: () => requests.forEach((request) => this.#changed.add(request)) }
  }
}
