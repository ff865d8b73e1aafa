import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading, Verdict } from '#domain/readings/reading.ts'
import type { DecodedReading } from '../decode/decoded.ts'
import { createJudge, type Judge } from './judge.ts'
import type { Memory } from './memory.ts'

/** The judges of all kinds with what they remember of each device. */
export class Judges {
  readonly #judgeByKind: ReadonlyMap<string, Judge>
  readonly #memories = new Map<string, Memory>()

  constructor(kinds: readonly Kind[], options: { retentionMs: number }) {
    this.#judgeByKind = new Map(kinds.map((kind) => [kind.id, createJudge(kind, options)]))
  }

  /** Judges a reading that is about to be committed, and remembers it. */
  judge(device: Device, { ts, values }: DecodedReading, receivedTs: number): Verdict {
    const judge = this.#judgeByKind.get(device.kind)
    if (!judge) throw new Error(`No kind "${device.kind}" is known`)
    const before = this.#memories.get(device.id)
    const normallyFlat = device.normally_flat ?? false
    const judged = judge(before, { ts, values, receivedTs, normallyFlat })
    if (judged.memory && judged.memory !== before) this.#memories.set(device.id, judged.memory)
    return judged
  }

  /** Remembers a reading that was judged and committed before a restart. */
  recall({ kind, device, ts, values, received_ts: receivedTs }: Reading): void {
    const before = this.#memories.get(device)
    const input = { ts, values, receivedTs, normallyFlat: true }
    const memory = this.#judgeByKind.get(kind)?.(before, input).memory
    if (memory) this.#memories.set(device, memory)
  }

  save(device: string): Memory | undefined {
    return this.#memories.get(device)
  }

  restore(device: string, memory: Memory): void {
    this.#memories.set(device, memory)
  }
}
