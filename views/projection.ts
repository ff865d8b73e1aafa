import type { Change, JournalBatch } from '#domain/commit.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createEntry, type Group } from '#journal/group.ts'
import type { GapConsumer } from './gaps/gap-consumer.ts'
import type { SavedLedger } from './gaps/saved-ledger.ts'
import type { BoardConsumer } from './board/board-consumer.ts'
import type { SavedEntry } from './board/saved-entry.ts'
import type { SavedStill, StillWater } from './still/still-water.ts'
import { SavedRequests, type RequestMemory } from './saved-requests.ts'
import { Unsaved } from '#journal/unsaved.ts'

/** Bytes that a saved device may hold, for the queue's account. */
const bytesPerDevice = 1_000

/** What the judges remember of each device; only they know its form. */
interface JudgeMemory {
  /** The readings of one batch, in order. */
  recall(readings: readonly Reading[]): void
  keep(device: string, memory: unknown): void
  save(device: string): unknown
  restore(device: string, memory: unknown): void
  readonly events: RequestMemory
}

interface Parts {
  board: BoardConsumer
  gaps: GapConsumer
  still: StillWater
  judges: JudgeMemory
  submit(group: Group): void
}

/** What is saved of one device: enough to go on after a restart as if nothing had happened. */
interface SavedDevice {
  /** Journal sequence that it stands at; it may be ahead of the cursor. */
  seq?: number
  board?: SavedEntry | undefined
  gaps?: SavedLedger | undefined
  still?: SavedStill | undefined
  memory?: unknown
}

/**
 * Board, gap ledger, still water and the judges' memory: derived from the journal, saved from time to time a
 * few devices at once, because readings wait behind a save. Each device is saved with the
 * sequence it stands at; the cursor is where every device stands at least. What came after is
 * read from the journal again.
 */
export class Projection {
  readonly name = 'board'
  readonly #parts: Parts
  readonly #requests: SavedRequests
  readonly #unsaved = new Unsaved()
  /** Devices that were saved ahead of the cursor: what they know already is passed over. */
  readonly #ahead = new Map<string, number>()
  #seq = 0
  #savedSeq = 0
  #isSaving = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#requests = new SavedRequests(parts.judges.events)
  }

  /** Journal sequence up to which everything is on disk. */
  get savedSeq(): number {
    return this.#savedSeq
  }

  /** Devices that changed since they were saved. */
  get unsavedDevices(): number {
    return this.#unsaved.size
  }

  restore(seq: number, entries: readonly [device: string, saved: unknown][]): void {
    const { board, gaps, still, judges } = this.#parts
    this.#seq = seq
    this.#savedSeq = seq
    board.restoreSeq(seq)
    for (const [device, value] of this.#requests.restore(entries)) {
      const saved = value as SavedDevice
      if (saved.seq !== undefined && saved.seq > seq) this.#ahead.set(device, saved.seq)
      if (saved.board) board.restore(device, saved.board)
      if (saved.gaps) gaps.restore(device, saved.gaps)
      if (saved.still) still.restore(device, saved.still)
      if (saved.memory) judges.restore(device, saved.memory)
    }
  }

  /** A batch out of the journal, after a restart: the judges forgot it too. */
  replay(batch: JournalBatch): void {
    if (batch.seq <= this.#seq) return
    const changes = batch.changes.filter((change) => this.#isNews(change, batch.seq))
    this.#parts.judges.recall(
      changes.flatMap((change) => (change.type === 'reading' ? [change.message] : [])),
    )
    this.#requests.replay(batch)
    this.#parts.still.replay({ ...batch, changes })
    this.#follow({ ...batch, changes })
  }

  /** The journal is read to its end: commits what a crash cut off. */
  start(): void {
    this.#parts.still.sayAll()
  }

  apply(batch: JournalBatch): void {
    this.#requests.apply(batch)
    this.#parts.still.apply(batch)
    this.#follow(batch)
  }

  #follow(batch: JournalBatch): void {
    this.#parts.board.apply(batch)
    this.#parts.gaps.apply(batch)
    this.#seq = batch.seq
    for (const change of batch.changes) {
      const device = deviceOf(change)
      if (device === undefined) continue
      this.#unsaved.add(device, batch.seq)
      if (change.type === 'reading') this.#parts.judges.keep(device, change.memory)
    }
  }

  /** Submits up to `count` devices that changed, with the cursor; one save is under way at a time. */
  save(count = Number.POSITIVE_INFINITY): void {
    if (this.#isSaving || this.#seq === this.#savedSeq) return
    this.#isSaving = true
    const taken = this.#unsaved.take(count)
    const { oldestSeq } = this.#unsaved
    const seq = oldestSeq === undefined ? this.#seq : oldestSeq - 1
    const devices = [...taken.keys()].map((key) => ({ key, value: this.#saveDevice(key) }))
    const requests = this.#requests.take()
    const entries = [...devices, ...requests.entries]
    const checkpoint = { consumer: this.name, seq, entries }
    this.#parts.submit({
      entries: [createEntry({ type: 'checkpoint', checkpoint })],
      bytes: bytesPerDevice * entries.length,
      settle: (committed) => {
        this.#isSaving = false
        if (committed) this.#savedSeq = seq
        else {
          this.#unsaved.putBack(taken)
          requests.putBack()
        }
      },
    })
  }

  #saveDevice(device: string): SavedDevice {
    const { board, gaps, still, judges } = this.#parts
    return {
      seq: this.#seq,
      board: board.save(device),
      gaps: gaps.save(device),
      still: still.save(device),
      memory: judges.save(device),
    }
  }

  #isNews(change: Change, seq: number): boolean {
    const device = deviceOf(change)
    return device === undefined || seq > (this.#ahead.get(device) ?? 0)
  }
}

/** The device whose saved state a change makes old. */
function deviceOf(change: Change): string | undefined {
  switch (change.type) {
    case 'reading':
      return change.reading.device
    case 'event':
    case 'status':
    case 'verdict':
      return change.record.device
    case 'crossing':
    case 'lapse':
      return change.record.device
    case 'quarantine':
      return undefined
  }
}
