import type { Change, JournalBatch } from '#domain/commit.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { createEntry, type Group } from '#journal/group.ts'
import { Unsaved } from '#journal/unsaved.ts'
import type { Gauges } from './gauges.ts'
import { Lapses } from './lapses.ts'
import type { Recalled, Sought } from './repair/recall.ts'
import { readSaved, saveGauge, type SavedGauge } from './saved-gauge.ts'
import type { GaugeChange } from './step-gauge.ts'

/** Bytes that a crossing, or a gauge that is saved, may hold, for the queue's account. */
const bytesPerEntry = 1_000

interface Parts {
  gauges: Gauges
  clock: Clock
  submit(group: Group): void
  /** What the store has of a gauge around a change. Rejects while the store cannot be read. */
  recall(sought: Sought): Promise<Recalled>
  /** Crossings that are on disk, in order. */
  onSaved(crossings: readonly StoredCrossing[]): void
  /** A gauge's level may be another one, without a change of it in the journal. */
  onChanged(device: string): void
}

/**
 * The one owner of every gauge's level: map, list, wall, banner, record, alarms and archive show what
 * comes from here. It reads the journal in the order of commits. Each crossing is committed together
 * with its gauge as it stands then, so after a crash none is raised twice and none is skipped. The
 * cursor is where every gauge stands at least; one save is under way at a time.
 *
 * Where the kept values of a gauge do not reach back far enough, the store is asked, and the record
 * follows; the gauge goes on meanwhile, because an alarm must not wait for history.
 */
export class LevelOwner {
  readonly name = 'levels'
  readonly #parts: Parts
  readonly #unsaved = new Unsaved()
  /** Gauges that were saved ahead of the cursor: what they know already is passed over. */
  readonly #ahead = new Map<string, number>()
  readonly #asking = new Set<string>()
  readonly #lapses: Lapses
  readonly #found: StoredCrossing[] = []
  #seq = 0
  #savedSeq = 0
  /** City time of the newest batch: so long the city ran before a restart, at least. */
  #committedTs = 0
  /** Nothing is committed and nobody is asked while the journal is replayed. */
  #isReplaying = true
  #isSaving = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#lapses = new Lapses(parts)
  }

  /** Journal sequence up to which everything is on disk. */
  get savedSeq(): number {
    return this.#savedSeq
  }

  /** Gauges that changed since they were saved. */
  get unsavedDevices(): number {
    return this.#unsaved.size
  }

  /** The level of a device as it stands now. */
  show(device: Device): GaugeLevel {
    return this.#parts.gauges.show(device)
  }

  restore(seq: number, entries: readonly [device: string, saved: unknown][]): void {
    this.#seq = seq
    this.#savedSeq = seq
    for (const [id, value] of entries) {
      const { seq: standsAt = seq, gauge } = readSaved(value)
      this.#parts.gauges.set(id, gauge)
      // What is read from the journal now is judged by the thresholds that hold now.
      this.#note(id, this.#parts.gauges.judgeAnew(id, this.#parts.clock.now()))
      if (standsAt > seq) this.#ahead.set(id, standsAt)
    }
  }

  /** A batch out of the journal, after a restart. */
  replay(batch: JournalBatch): void {
    if (batch.seq > this.#seq) this.apply(batch)
  }

  /**
   * The journal is read to its end: asks what is to be asked, and commits. Resolves when every question is answered. Rejects when the store
   * cannot be read.
   */
  async start(): Promise<void> {
    const { gauges } = this.#parts
    for (const question of gauges.listQuestions()) await this.#recall(question)
    this.#isReplaying = false
    for (const id of gauges.listIds()) this.#lapses.watch(id, this.#committedTs)
    this.#saveFound()
  }

  /** Takes a batch; a crossing found in it is submitted at once. */
  apply({ seq, committed_ts, changes }: JournalBatch): void {
    this.#seq = seq
    this.#committedTs = committed_ts
    for (const change of changes) {
      if (!isGaugeChange(change)) continue
      const { device } = change.type === 'reading' ? change.reading : change.record
      if (this.#isReplaying && seq <= (this.#ahead.get(device) ?? 0)) continue
      this.#note(device, this.#parts.gauges.take(change))
    }
    this.#askWaiting()
    this.#saveFound()
  }

  /** The registry's newer description of a gauge: other thresholds may mean another level. */
  describe({ id }: Device): void {
    this.#note(id, this.#parts.gauges.judgeAnew(id, this.#parts.clock.now()))
    this.#saveFound()
  }

  /** Commits that nothing confirmed a rise in time; called every few seconds. */
  checkLapses(): void {
    this.#lapses.check()
  }

  /** Submits the crossings found, with up to `count` gauges that changed and the cursor. */
  save(count = Number.POSITIVE_INFINITY): void {
    this.#askWaiting()
    if (this.#isSaving || this.#isReplaying) return
    const crossings = this.#found.slice()
    if (crossings.length === 0 && this.#seq === this.#savedSeq && this.#unsaved.size === 0) return
    this.#isSaving = true
    const taken = this.#unsaved.take(
      count,
      crossings.map(({ device }) => device),
    )
    // A gauge may change without the journal, after an answer or by its thresholds.
    const seq = Math.max(this.#savedSeq, (this.#unsaved.oldestSeq ?? this.#seq + 1) - 1)
    const entries = [...taken.keys()].map((key) => ({ key, value: this.#saveGauge(key) }))
    const checkpoint = { consumer: this.name, seq, entries }
    const items = [
      ...crossings.map((crossing) => createEntry({ type: 'crossing', record: crossing })),
      createEntry({ type: 'checkpoint', checkpoint }),
    ]
    this.#parts.submit({
      entries: items,
      bytes: bytesPerEntry * (items.length + entries.length),
      settle: (committed) => this.#settle(committed, { seq, crossings, taken }),
    })
  }

  #settle(
    committed: boolean,
    saved: {
      seq: number
      crossings: readonly StoredCrossing[]
      taken: ReadonlyMap<string, number>
    },
  ): void {
    this.#isSaving = false
    if (!committed) {
      // Kept for the next try, which comes as soon as the store is well again.
      this.#unsaved.putBack(saved.taken)
      return
    }
    this.#savedSeq = saved.seq
    this.#found.splice(0, saved.crossings.length)
    if (saved.crossings.length > 0) this.#parts.onSaved(saved.crossings)
    this.#saveFound()
  }

  #saveFound(): void {
    if (this.#found.length > 0) this.save(0)
  }

  #saveGauge(id: string): SavedGauge | null {
    const gauge = this.#parts.gauges.get(id)
    return gauge ? saveGauge(gauge, this.#seq) : null
  }

  #note(id: string, crossings: readonly StoredCrossing[] | undefined): void {
    if (!crossings) return
    this.#unsaved.add(id, this.#seq)
    this.#found.push(...crossings)
    if (!this.#isReplaying) this.#lapses.watch(id)
  }

  /** Asks for each gauge that changed deep in its past; again, where the store failed. */
  #askWaiting(): void {
    if (this.#isReplaying) return
    for (const question of this.#parts.gauges.listQuestions()) {
      const { id } = question.rule.device
      if (this.#asking.has(id)) continue
      this.#asking.add(id)
      void this.#askOnce(question, id)
    }
  }

  async #askOnce(question: Sought, id: string): Promise<void> {
    try {
      await this.#recall(question)
    } catch {
      // Asked again with the next batch: the store says by itself that it is not well.
      this.#asking.delete(id)
      return
    }
    this.#asking.delete(id)
    this.#saveFound()
  }

  async #recall(question: Sought): Promise<void> {
    const { gauges, recall, onChanged } = this.#parts
    const { id } = question.rule.device
    // What is committed while the store answers is in the answer, or here.
    const unsaved = this.#found.filter(({ device }) => device === id)
    const crossings = gauges.answer(question, await recall(question), unsaved)
    this.#note(id, crossings)
    if (crossings) onChanged(id)
  }
}

const isGaugeChange = (change: Change): change is GaugeChange =>
  change.type === 'reading' || change.type === 'verdict' || change.type === 'lapse'
