import type { JournalBatch } from '#domain/commit.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Crossing, Reading } from '#domain/readings/reading.ts'
import { createEntry, type Group } from '#journal/group.ts'
import { considerReading, type GaugeLevel } from './consider-reading.ts'

/** Bytes that a crossing with its checkpoint may hold, for the queue's account. */
const bytesPerEntry = 500

interface Parts {
  directory: Pick<DeviceDirectory, 'find'>
  kinds: readonly Kind[]
  submit(group: Group): void
  /** Crossings that are on disk, in order. */
  onSaved(crossings: readonly Crossing[]): void
}

/**
 * Finds crossings in the journal and commits each with the cursor it was found at, in one
 * transaction: after a crash the journal is read from that cursor, so none is raised twice and
 * none is skipped. One save is under way at a time, so cursors never overtake crossings.
 */
export class LevelConsumer {
  readonly name = 'levels'
  readonly #parts: Parts
  readonly #fieldByKind: ReadonlyMap<string, string>
  readonly #states = new Map<string, GaugeLevel>()
  readonly #dirty = new Set<string>()
  readonly #unsaved: Crossing[] = []
  #seq = 0
  #savedSeq = 0
  /** Also true while the journal is replayed: nothing may be committed meanwhile. */
  #isSaving = true

  constructor(parts: Parts) {
    this.#parts = parts
    this.#fieldByKind = new Map(
      parts.kinds.flatMap(({ id, levelField }) =>
        levelField === undefined ? [] : [[id, levelField] as const],
      ),
    )
  }

  /** Journal sequence up to which everything is on disk. */
  get savedSeq(): number {
    return this.#savedSeq
  }

  restore(seq: number, entries: readonly [device: string, level: unknown][]): void {
    this.#seq = seq
    this.#savedSeq = seq
    for (const [device, level] of entries) this.#states.set(device, level as GaugeLevel)
  }

  /** A batch out of the journal, after a restart. */
  replay(batch: JournalBatch): void {
    if (batch.seq > this.#seq) this.apply(batch)
  }

  /** The journal is read to its end: crossings may be committed from now on. */
  start(): void {
    this.#isSaving = false
    if (this.#unsaved.length > 0) this.save()
  }

  /** Takes a batch; a crossing found in it is submitted at once. */
  apply(batch: JournalBatch): void {
    const before = this.#unsaved.length
    for (const change of batch.changes) {
      if (change.type === 'reading') this.#consider(change.reading, change)
    }
    this.#seq = batch.seq
    if (this.#unsaved.length > before) this.save()
  }

  /** Submits what is not on disk yet: crossings first, then the cursor with the levels. */
  save(): void {
    if (this.#isSaving || this.#seq === this.#savedSeq) return
    this.#isSaving = true
    const seq = this.#seq
    const crossings = this.#unsaved.slice()
    const devices = [...this.#dirty]
    this.#dirty.clear()
    const entries = devices.map((key) => ({ key, value: this.#states.get(key) }))
    const checkpoint = { consumer: this.name, seq, entries }
    const items = [
      ...crossings.map((crossing) => createEntry({ type: 'crossing', crossing })),
      createEntry({ type: 'checkpoint', checkpoint }),
    ]
    this.#parts.submit({
      entries: items,
      bytes: bytesPerEntry * (items.length + entries.length),
      settle: (committed) => this.#settle(committed, { seq, crossings, devices }),
    })
  }

  #settle(
    committed: boolean,
    { seq, crossings, devices }: { seq: number; crossings: Crossing[]; devices: string[] },
  ): void {
    this.#isSaving = false
    if (!committed) {
      // Kept for the next try, which comes as soon as the store is well again.
      for (const device of devices) this.#dirty.add(device)
      return
    }
    this.#savedSeq = seq
    this.#unsaved.splice(0, crossings.length)
    if (crossings.length > 0) this.#parts.onSaved(crossings)
    if (this.#unsaved.length > 0) this.save()
  }

  #consider(reading: Reading, { outcome }: JournalBatch['changes'][number]): void {
    const field = this.#fieldByKind.get(reading.kind)
    if (field === undefined) return
    const thresholds = this.#parts.directory.find(reading.device)?.thresholds
    if (!thresholds) return
    const state = this.#states.get(reading.device)
    const found = considerReading(state, { reading, outcome }, { field, thresholds })
    if (!found.state || found.state === state) return
    this.#states.set(reading.device, found.state)
    this.#dirty.add(reading.device)
    if (found.crossing) this.#unsaved.push(found.crossing)
  }
}
