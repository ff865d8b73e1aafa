import type { Change, JournalBatch } from '#domain/commit.ts'
import { StoreError, type CommitResult, type RefusedItem, type Store } from '#store/store.ts'
import type { StoreState } from './store-state.ts'
import type { Entry, Group } from './group.ts'
import { queueLimits } from './limits.ts'
import { createProbe } from './probe.ts'

interface Listeners {
  /** Right after a commit: what this submits goes into the very next one. */
  onCommitted(batch: JournalBatch): void
  /** After the groups are settled, when the acknowledgements are on their way. */
  onSettled(batch: JournalBatch): void
  onState(state: StoreState): void
}

interface Batch {
  entries: Entry[]
  groups: Group[]
}

const isWell: StoreState = { ok: true, detail: null }

/**
 * Group commit: while one commit is in flight the next batch collects, so the disk sets the pace
 * and there is no timer to tune. When a commit fails, everything that waits fails with it, and a
 * small commit is tried at growing intervals until one works again. Where only the content of some
 * entries is to blame, others stand in for them, and nobody else hears of it.
 */
export class CommitQueue {
  readonly #store: Pick<Store, 'commit'>
  readonly #listeners: Listeners
  readonly #batchEntries: number
  readonly #probe: ReturnType<typeof createProbe>
  readonly #waiting: Batch[] = []
  readonly #idle: (() => void)[] = []
  #inFlight: Batch | undefined
  #isStarting = false
  #isClosed = false
  #entries = 0
  #bytes = 0
  #state = isWell

  constructor(
    store: Pick<Store, 'commit'>,
    listeners: Listeners,
    { batchEntries }: { batchEntries: number } = queueLimits,
  ) {
    this.#store = store
    this.#listeners = listeners
    this.#batchEntries = batchEntries
    this.#probe = createProbe(store, () => this.#setState(isWell))
  }

  /** Entries that wait for a commit or are in one. */
  get entries(): number {
    return this.#entries
  }

  get bytes(): number {
    return this.#bytes
  }

  get state(): StoreState {
    return this.#state
  }

  submit(group: Group): void {
    if (this.#isClosed || !this.#state.ok) {
      group.settle(false)
      return
    }
    this.#entries += group.entries.length
    this.#bytes += group.bytes
    this.#append(group)
    if (this.#inFlight || this.#isStarting) return
    // All that this turn of the event loop reads from its sockets goes into one commit.
    this.#isStarting = true
    setImmediate(() => this.#start())
  }

  /** Resolves when nothing waits any more. */
  drain(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve()
    return new Promise((done) => this.#idle.push(done))
  }

  /** Refuses what comes from now on; what waits is still committed. */
  close(): void {
    this.#isClosed = true
    this.#probe.stop()
  }

  #append(group: Group): void {
    const last = this.#waiting.at(-1)
    if (last && last.entries.length + group.entries.length <= this.#batchEntries) {
      for (const entry of group.entries) last.entries.push(entry)
      last.groups.push(group)
    } else {
      this.#waiting.push({ entries: [...group.entries], groups: [group] })
    }
  }

  #start(): void {
    this.#isStarting = false
    if (this.#inFlight) return
    const batch = this.#waiting.shift()
    if (!batch) return
    this.#inFlight = batch
    this.#store.commit(batch.entries).then(
      (result) => this.#finish(batch, result),
      (error: unknown) => this.#fail(batch, error),
    )
  }

  #finish(batch: Batch, result: CommitResult): void {
    const journal = toJournalBatch(batch.entries, result)
    this.#inFlight = undefined
    this.#probe.forgetFailures()
    this.#listeners.onCommitted(journal)
    // The worker gets its next batch before this thread turns to the acknowledgements.
    this.#start()
    this.#settle(batch, true)
    this.#listeners.onSettled(journal)
    this.#wakeIdle()
  }

  #fail(batch: Batch, error: unknown): void {
    this.#inFlight = undefined
    const instead = error instanceof StoreError ? replaceRefused(batch, error.refused) : undefined
    if (instead) {
      this.#waiting.unshift(instead)
      return this.#start()
    }
    const failed = [batch, ...this.#waiting.splice(0)]
    // First the state, so that whoever hears of a lost payload already knows why.
    this.#setState({ ok: false, detail: error instanceof Error ? error.message : String(error) })
    for (const each of failed) this.#settle(each, false)
    if (!this.#isClosed) this.#probe.start()
    this.#wakeIdle()
  }

  #settle({ entries, groups }: Batch, committed: boolean): void {
    this.#entries -= entries.length
    for (const group of groups) {
      this.#bytes -= group.bytes
      group.settle(committed)
    }
  }

  #setState(state: StoreState): void {
    this.#state = state
    this.#listeners.onState(state)
  }

  #isIdle(): boolean {
    return !this.#inFlight && this.#waiting.length === 0
  }

  #wakeIdle(): void {
    if (this.#isIdle()) for (const wake of this.#idle.splice(0)) wake()
  }
}

/** The batch without the entries that were refused; undefined where nothing may stand in for one. */
function replaceRefused(batch: Batch, refused: readonly RefusedItem[]): Batch | undefined {
  if (refused.length === 0) return undefined
  const details = new Map(refused.map(({ index, message }) => [index, message]))
  const groups: Group[] = []
  let first = 0
  for (const group of batch.groups) {
    const own = new Map<number, string>()
    for (const n of group.entries.keys()) {
      const detail = details.get(first + n)
      if (detail !== undefined) own.set(n, detail)
    }
    first += group.entries.length
    const instead = own.size > 0 ? group.refuse?.(own) : group
    if (!instead) return undefined
    groups.push(instead)
  }
  return { entries: groups.flatMap(({ entries }) => entries), groups }
}

/** Notes what each entry became; checkpoints are not part of the journal. */
function toJournalBatch(entries: readonly Entry[], result: CommitResult): JournalBatch {
  let checkpoints = 0
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index]
    if (!entry) continue
    entry.outcome = result.outcomes[index] ?? entry.outcome
    if (entry.type === 'checkpoint') checkpoints += 1
  }
  for (const { index, reading, fields } of result.merges ?? []) {
    const entry = entries[index]
    if (entry?.type === 'reading') Object.assign(entry, { reading, fields })
  }
  const changes =
    checkpoints === 0 ? entries : entries.filter((entry) => entry.type !== 'checkpoint')
  return { seq: result.seq, committed_ts: result.committed_ts, changes: changes as Change[] }
}
