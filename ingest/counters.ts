import { outcomes, type Change, type JournalBatch } from '#domain/commit.ts'

const rateSeconds = 10
const outcomeNames = ['accepted', 'duplicate', 'revision', 'addition'] as const

/** What was committed since the start of the process; a duplicate is no reading. `nowMs` is monotonic. */
export class Counters {
  readonly outcomes: Record<string, number> = {}
  readings = 0
  events = 0
  statuses = 0
  duplicates = 0
  revisions = 0
  quarantined = 0
  commits = 0
  /** Readings in each of the last seconds, by number of the second. */
  readonly #perSecond = new Map<number, number>()

  count(code: string): void {
    this.outcomes[code] = (this.outcomes[code] ?? 0) + 1
  }

  countBatch(batch: JournalBatch, nowMs: number): void {
    this.commits += 1
    const before = this.readings
    for (const change of batch.changes) this.#countChange(change)
    const second = Math.floor(nowMs / 1000)
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + this.readings - before)
    if (this.#perSecond.size > 2 * rateSeconds) this.#forget(second)
  }

  /** Mean of the last ten whole seconds. */
  readingsPerSecond(nowMs: number): number {
    const current = Math.floor(nowMs / 1000)
    this.#forget(current)
    let sum = 0
    for (const [second, readings] of this.#perSecond) if (second < current) sum += readings
    return sum / rateSeconds
  }

  #forget(current: number): void {
    for (const second of this.#perSecond.keys()) {
      if (second < current - rateSeconds) this.#perSecond.delete(second)
    }
  }

  #countChange(change: Change): void {
    switch (change.type) {
      case 'reading':
        if (change.outcome !== outcomes.duplicate) this.readings += 1
        return this.#countFact(change)
      case 'event':
        if (change.outcome !== outcomes.duplicate) this.events += 1
        return this.#countFact(change)
      case 'status':
        this.statuses += 1
        return this.count('status')
      case 'quarantine':
        this.quarantined += 1
        return this.count(change.record.code)
      default:
        return this.count(change.type)
    }
  }

  #countFact({ outcome }: Change): void {
    this.count(outcomeNames[outcome])
    if (outcome === outcomes.duplicate) this.duplicates += 1
    if (outcome === outcomes.revision) this.revisions += 1
  }
}
