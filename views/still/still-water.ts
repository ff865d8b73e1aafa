import { outcomes, type JournalBatch, type ReadingChange } from '#domain/commit.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { VerdictChange } from '#domain/facts/verdict.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { flags, worseFlag, type Reason } from '#domain/readings/flags.ts'
import { createEntry, type Group } from '#journal/group.ts'
import { findContradiction, type Contradiction, type Neighbour } from './neighbours.ts'
import { lastedMs } from './run.ts'
import {
  findStillRule,
  newWatched,
  watch,
  type StillRule,
  type WatchedGauge,
} from './watched-gauge.ts'

/** Who judged, in the history of a value. */
export const stillAuthor = 'machimori'

/** Bytes that a verdict may hold, for the queue's account. */
const bytesPerVerdict = 500

interface Parts {
  directory: Pick<DeviceDirectory, 'find'>
  kinds: readonly Kind[]
  submit(group: Group): void
}

/** What a restart needs of a gauge: also the verdicts on it that are not on disk yet. */
export interface SavedStill {
  gauge: WatchedGauge
  unsaid: readonly VerdictChange[]
}

/**
 * Which gauges stand still. Still water is no fault: its readings stay good. Only where rain fell
 * nearby, or the same water moved elsewhere, while it stood still, each of its next readings gets a
 * later verdict, suspect. What is decided follows from the journal up to the reading alone: read
 * again, it gives the same verdicts, and what is in the journal already is not committed again.
 */
export class StillWater {
  readonly #parts: Parts
  readonly #rules: ReadonlyMap<string, StillRule>
  readonly #gauges = new Map<string, WatchedGauge>()
  /** Decided, and not seen in the journal yet: by device and time of the reading. */
  readonly #unsaid = new Map<string, VerdictChange>()
  #isSaying = false

  constructor(parts: Parts) {
    this.#parts = parts
    const rules = parts.kinds.map((kind) => [kind.id, findStillRule(kind)] as const)
    this.#rules = new Map(rules.flatMap(([id, rule]) => (rule ? [[id, rule]] : [])))
  }

  /** How long its level has stood still as far as it was measured, ms; null for not long. */
  unchangedMs({ id, kind, normally_flat }: Device): number | null {
    const rule = this.#rules.get(kind)
    const run = this.#gauges.get(id)?.run
    if (!rule || !run || normally_flat) return null
    return lastedMs(run) > rule.check.afterMs ? lastedMs(run) : null
  }

  /** A batch out of the journal, after a restart: nothing is committed before all of it is read. */
  replay(batch: JournalBatch): void {
    for (const change of batch.changes) {
      if (change.type === 'verdict') this.#unsaid.delete(keyOf(change.record))
      else if (change.type === 'reading') this.#take(change, batch.committed_ts)
    }
  }

  apply(batch: JournalBatch): void {
    this.replay(batch)
    this.sayAll()
  }

  /** Commits what was decided and is not on disk. */
  sayAll(): void {
    if (this.#isSaying || this.#unsaid.size === 0) return
    this.#isSaying = true
    const verdicts = [...this.#unsaid.values()]
    this.#parts.submit({
      entries: verdicts.map((record) => createEntry({ type: 'verdict', record })),
      bytes: bytesPerVerdict * verdicts.length,
      settle: (committed) => {
        this.#isSaying = false
        // Said again with the next batch: the store says by itself that it is not well.
        if (!committed) return
        for (const verdict of verdicts) this.#unsaid.delete(keyOf(verdict))
        this.sayAll()
      },
    })
  }

  save(device: string): SavedStill | undefined {
    const gauge = this.#gauges.get(device)
    const unsaid = [...this.#unsaid.values()].filter((verdict) => verdict.device === device)
    return gauge && { gauge, unsaid }
  }

  restore(device: string, { gauge, unsaid }: SavedStill): void {
    this.#gauges.set(device, gauge)
    for (const verdict of unsaid) this.#unsaid.set(keyOf(verdict), verdict)
  }

  #take(change: ReadingChange, committedTs: number): void {
    const { reading, outcome } = change
    const rule = this.#rules.get(reading.kind)
    if (!rule || outcome === outcomes.duplicate) return
    const before = this.#gauges.get(reading.device) ?? newWatched
    const gauge = watch(before, change, rule)
    if (gauge === before) return
    this.#gauges.set(reading.device, gauge)
    if (gauge.run === before.run || gauge.run?.untilTs !== reading.place_ts) return
    const found = this.#contradict(reading.device, gauge, rule)
    if (found) this.#decide(change, { rule, found, committedTs })
  }

  #contradict(id: string, { run }: WatchedGauge, { check }: StillRule): Contradiction | undefined {
    const { directory } = this.#parts
    const device = directory.find(id)
    if (!device || !run || device.normally_flat || lastedMs(run) <= check.afterMs) return undefined
    return findContradiction(device, run, { neighbours: this.#listSigned(), check })
  }

  /** Gauges that moved or had rain; most did neither, and are asked for with each still reading. */
  *#listSigned(): Generator<Neighbour> {
    for (const [id, gauge] of this.#gauges) {
      if (gauge.moves.length === 0 && gauge.rains.length === 0) continue
      const device = this.#parts.directory.find(id)
      if (device) yield { device, gauge }
    }
  }

  #decide(
    { reading }: ReadingChange,
    { rule, found, committedTs }: { rule: StillRule; found: Contradiction; committedTs: number },
  ): void {
    const { kind, device, ts, flag, reasons } = reading
    const reason: Reason = `flat:${rule.field}`
    const verdict: VerdictChange = {
      kind,
      device,
      ts,
      flag: worseFlag(flag, flags.suspect),
      reasons: [...reasons.filter((known) => known !== reason), reason],
      author: stillAuthor,
      note: tell(found),
      at_ts: committedTs,
    }
    this.#unsaid.set(keyOf(verdict), verdict)
  }
}

const keyOf = ({ device, ts }: Pick<VerdictChange, 'device' | 'ts'>): string => `${device} ${ts}`

const tell = ({ by, device }: Contradiction): string =>
  by === 'rain'
    ? `近くの雨量計で降雨（${device}） / rain nearby: ${device}`
    : `同じ水域の水位が変化（${device}） / the same water moved: ${device}`
