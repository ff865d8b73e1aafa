import type { Change, JournalBatch } from '#domain/commit.ts'
import { createEntry, type Group } from '../commit/group.ts'
import type { GapConsumer } from '../gaps/gap-consumer.ts'
import type { Ledger } from '../gaps/ledger.ts'
import type { Judges } from '../judge/judges.ts'
import type { Memory } from '../judge/memory.ts'
import type { BoardConsumer, SavedEntry } from './board-consumer.ts'

/** Bytes that a saved device may hold, for the queue's account. */
const bytesPerDevice = 1_000

interface Parts {
  board: BoardConsumer
  gaps: GapConsumer
  judges: Judges
  submit(group: Group): void
}

/** What is saved of one device: enough to go on after a restart as if nothing had happened. */
interface SavedDevice {
  board?: SavedEntry | undefined
  gaps?: Ledger | undefined
  memory?: Memory | undefined
}

/**
 * Board, gap ledger and the judges' memory: derived from the journal, saved from time to time
 * with the cursor they stand at. What came after the cursor is read from the journal again.
 */
export class Projection {
  readonly name = 'board'
  readonly #parts: Parts
  readonly #dirty = new Set<string>()
  #seq = 0
  #savedSeq = 0
  #isSaving = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Journal sequence up to which everything is on disk. */
  get savedSeq(): number {
    return this.#savedSeq
  }

  /** Devices that changed since the last save. */
  get dirtyDevices(): number {
    return this.#dirty.size
  }

  restore(seq: number, entries: readonly [device: string, saved: unknown][]): void {
    const { board, gaps, judges } = this.#parts
    this.#seq = seq
    this.#savedSeq = seq
    board.restoreSeq(seq)
    for (const [device, value] of entries) {
      const saved = value as SavedDevice
      if (saved.board) board.restore(device, saved.board)
      if (saved.gaps) gaps.restore(device, saved.gaps)
      if (saved.memory) judges.restore(device, saved.memory)
    }
  }

  /** A batch out of the journal, after a restart: the judges forgot it too. */
  replay(batch: JournalBatch): void {
    if (batch.seq <= this.#seq) return
    for (const change of batch.changes) {
      if (change.type === 'reading') this.#parts.judges.recall(change.reading)
    }
    this.apply(batch)
  }

  apply(batch: JournalBatch): void {
    this.#parts.board.apply(batch)
    this.#parts.gaps.apply(batch)
    this.#seq = batch.seq
    for (const change of batch.changes) {
      const device = deviceOf(change)
      if (device !== undefined) this.#dirty.add(device)
    }
  }

  /** Submits what changed since the last save, with the cursor. */
  save(): void {
    if (this.#isSaving || this.#seq === this.#savedSeq) return
    this.#isSaving = true
    const seq = this.#seq
    const devices = [...this.#dirty]
    this.#dirty.clear()
    const entries = devices.map((key) => ({ key, value: this.#saveDevice(key) }))
    const checkpoint = { consumer: this.name, seq, entries }
    this.#parts.submit({
      entries: [createEntry({ type: 'checkpoint', checkpoint })],
      bytes: bytesPerDevice * entries.length,
      settle: (committed) => {
        this.#isSaving = false
        if (committed) this.#savedSeq = seq
        else for (const device of devices) this.#dirty.add(device)
      },
    })
  }

  #saveDevice(device: string): SavedDevice {
    const { board, gaps, judges } = this.#parts
    return { board: board.save(device), gaps: gaps.save(device), memory: judges.save(device) }
  }
}

function deviceOf(change: Change): string | undefined {
  switch (change.type) {
    case 'reading':
      return change.reading.device
    case 'event':
      return change.event.device
    case 'status':
      return change.status.device
    case 'verdict':
      return change.verdict.device
    case 'quarantine':
    case 'crossing':
      return undefined
  }
}
