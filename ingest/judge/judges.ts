import type { Box } from '#domain/city/geometry/box.ts'
import { nowhere, type ServiceArea } from '#domain/city/service-area.ts'
import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading, Verdict } from '#domain/readings/reading.ts'
import type { ServerClockDoubt } from '#domain/wire/health.ts'
import type { DecodedReading } from '../decode/decoded.ts'
import { listArrivals, type Arrival } from './arrival.ts'
import { CityClocks } from './clock/city-clocks.ts'
import { judgeReport, recallReport } from './clock/clock-judge.ts'
import { newClock, type ClockMemory } from './clock/device-clock.ts'
import { EventJudge } from './event/event-judge.ts'
import { holdNewer, Holders, readHeld, type Held } from './holders.ts'
import { createJudge, type Judge } from './judge.ts'
import type { Memory } from './memory.ts'

/** What is remembered of a device after a reading: by the tests of its values, and of its clock. */
export interface JudgeMemory {
  tests: Memory | undefined
  clock: ClockMemory
  /** Of kinds with an exclusive field. */
  held?: Held | undefined
}

export interface JudgedReading extends Verdict {
  /** Where it stands among others. */
  placeTs: number
  memory: JudgeMemory
}

/**
 * The judges of all kinds with what they remember of each device: of what was judged, and of what is
 * on disk. Only the second is saved, and only it is left when a commit fails. So what is remembered
 * follows from the journal alone, and whoever judges the journal again comes to the same verdicts.
 */
export class Judges {
  readonly #judgeByKind: ReadonlyMap<string, { kind: Kind; judge: Judge }>
  #memories = new Map<string, JudgeMemory>()
  readonly #kept = new Map<string, JudgeMemory>()
  readonly #city = new CityClocks()
  readonly #holders = new Holders()

  readonly events: EventJudge
  readonly #box: Box | null

  constructor(kinds: readonly Kind[], area: ServiceArea = nowhere) {
    this.#box = area.box
    this.events = new EventJudge(area)
    this.#judgeByKind = new Map(kinds.map((kind) => [kind.id, { kind, judge: createJudge(kind) }]))
  }

  /** Judges a reading that is about to be committed, and remembers it until then. */
  judge(device: Device, { ts, values }: DecodedReading, arrival: Arrival): JudgedReading {
    const known = this.#judgeByKind.get(device.kind)
    if (!known) throw new Error(`No kind "${device.kind}" is known`)
    const { kind, judge } = known
    const before = this.#memories.get(device.id)
    const by = { device, kind, city: this.#city }
    const clock = judgeReport(before?.clock, { ts, values, ...arrival }, by)
    const normallyFlat = device.normally_flat ?? false
    const box = this.#boxOf(device)
    const held = readHeld(kind, values, clock)
    const isShared = this.#isShared(device, kind, held)
    const { guards } = device
    const input = { ts, values, normallyFlat, guards, box, isShared, clock: clock.reasons }
    const judged = judge(before?.tests, input)
    const memory = holding({ tests: judged.memory, clock: clock.memory }, before?.held, held)
    this.#remember(device.id, memory, before)
    return { placeTs: clock.placeTs, flag: judged.flag, reasons: judged.reasons, memory }
  }

  #isShared({ id }: Device, { track }: Kind, held: Held | undefined): boolean {
    const { exclusive } = track ?? {}
    if (!held || !exclusive) return false
    return this.#holders.isShared(id, held, exclusive.withinMs)
  }

  /** A recording is from wherever it was made. */
  #boxOf({ origin }: Device): Box | null {
    return origin === 'replay' ? null : this.#box
  }

  /** A reading that was judged here is on disk: what its judge remembers after it is kept. */
  keep(device: string, memory: unknown): void {
    if (memory) this.#kept.set(device, memory as JudgeMemory)
  }

  /** What was judged and is not on disk will not be: it is as if it had never come. */
  forgetUncommitted(): void {
    this.#memories = new Map(this.#kept)
    this.#city.clear()
    this.#holders.clear()
    for (const [device, { clock, held }] of this.#kept) {
      this.#city.move(null, clock.heard)
      this.#holders.move(device, undefined, held)
    }
    this.events.forgetUncommitted()
  }

  /** Remembers the readings of one batch that were judged and committed before a restart. */
  recall(readings: readonly Reading[]): void {
    for (const [reading, arrival] of listArrivals(readings)) this.#recall(reading, arrival)
  }

  #recall(reading: Reading, arrival: Arrival): void {
    const { device, ts, place_ts: placeTs, values, reasons } = reading
    const known = this.#judgeByKind.get(reading.kind)
    if (!known) return
    const { kind, judge } = known
    const before = this.#memories.get(device)
    const tests = judge(before?.tests, { ts, values, normallyFlat: true, clock: reasons }).memory
    const clock = recallReport(before?.clock, { ts, values, ...arrival }, { kind, reasons })
    const held = readHeld(kind, values, { placeTs, reasons })
    const memory = holding({ tests, clock }, before?.held, held)
    this.#remember(device, memory, before)
    this.#kept.set(device, memory)
  }

  save(device: string): JudgeMemory | undefined {
    const kept = this.#kept.get(device)
    // Whatever comes after a restart has another receipt.
    return kept && { ...kept, clock: { ...kept.clock, before: null } }
  }

  restore(device: string, saved: JudgeMemory | Memory): void {
    // Up to 0.1.0 there was nothing to remember of a clock.
    const memory = 'clock' in saved ? saved : { tests: saved, clock: newClock }
    this.#remember(device, memory, this.#memories.get(device))
    this.#kept.set(device, memory)
  }

  /** Whether the devices contradict the server's own clock, at a time of that clock. */
  doubtServer(nowTs: number): ServerClockDoubt | null {
    return this.#city.doubt(nowTs)
  }

  #remember(device: string, memory: JudgeMemory, before: JudgeMemory | undefined): void {
    this.#memories.set(device, memory)
    this.#city.move(before?.clock.heard ?? null, memory.clock.heard)
    this.#holders.move(device, before?.held, memory.held)
  }
}

/** The memory with what its device holds; nothing is made for kinds without an exclusive field. */
function holding(memory: JudgeMemory, before: Held | undefined, said: Held | undefined) {
  const held = holdNewer(before, said)
  if (held) memory.held = held
  return memory
}
