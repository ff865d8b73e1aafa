import type { Box } from '#domain/city/geometry/box.ts'
import { nowhere, type ServiceArea } from '#domain/city/service-area.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { DecodedReading } from '../decode/decoded.ts'
import { EventJudge } from './event/event-judge.ts'
import { createJudge, type Judge, type Judged } from './judge.ts'
import type { Memory } from './memory.ts'

/**
 * The judges of all kinds with what they remember of each device: of what was judged, and of what is
 * on disk. Only the second is saved, and only it is left when a commit fails. So what is remembered
 * follows from the journal alone, and whoever judges the journal again comes to the same verdicts.
 */
export class Judges {
  readonly #judgeByKind: ReadonlyMap<string, Judge>
  #memories = new Map<string, Memory>()
  readonly #kept = new Map<string, Memory>()

  readonly events: EventJudge
  readonly #box: Box | null

  constructor(
    kinds: readonly Kind[],
    options: { retentionMs: number; area?: ServiceArea | undefined },
  ) {
    const area = options.area ?? nowhere
    this.#box = area.box
    this.events = new EventJudge(area)
    this.#judgeByKind = new Map(kinds.map((kind) => [kind.id, createJudge(kind, options)]))
  }

  /** Judges a reading that is about to be committed, and remembers it until then. */
  judge(device: Device, { ts, values }: DecodedReading, receivedTs: number): Judged {
    const judge = this.#judgeByKind.get(device.kind)
    if (!judge) throw new Error(`No kind "${device.kind}" is known`)
    const before = this.#memories.get(device.id)
    const normallyFlat = device.normally_flat ?? false
    const judged = judge(before, { ts, values, receivedTs, normallyFlat, box: this.#boxOf(device) })
    if (judged.memory && judged.memory !== before) this.#memories.set(device.id, judged.memory)
    return judged
  }

  /** A recording is from wherever it was made. */
  #boxOf({ origin }: Device): Box | null {
    return origin === 'replay' ? null : this.#box
  }

  /** A reading that was judged here is on disk: what its judge remembers after it is kept. */
  keep(device: string, memory: unknown): void {
    if (memory) this.#kept.set(device, memory as Memory)
  }

  /** What was judged and is not on disk will not be: it is as if it had never come. */
  forgetUncommitted(): void {
    this.#memories = new Map(this.#kept)
    this.events.forgetUncommitted()
  }

  /** Remembers a reading that was judged and committed before a restart. */
  recall({ kind, device, ts, values, received_ts: receivedTs }: Reading): void {
    const before = this.#memories.get(device)
    const input = { ts, values, receivedTs, normallyFlat: true }
    const memory = this.#judgeByKind.get(kind)?.(before, input).memory
    if (memory) this.restore(device, memory)
  }

  save(device: string): Memory | undefined {
    return this.#kept.get(device)
  }

  restore(device: string, memory: Memory): void {
    this.#memories.set(device, memory)
    this.#kept.set(device, memory)
  }
}
