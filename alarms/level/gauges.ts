import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { noLevel, type GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { newGauge, showGauge, type Gauge } from './gauge.ts'
import { settle, type Cause, type Settled } from './settle.ts'
import type { Sought } from './recall-values.ts'
import { answerAsk, stepGauge, type Ask, type GaugeChange, type Recalled } from './step-gauge.ts'

/**
 * Changes of one gauge that wait for the store's answer: minutes of a fast gauge, and the store
 * answers in milliseconds. With more the gauge goes on as if the store had nothing.
 */
const waitingMax = 1_000

/** A gauge with the changes that wait until the store has answered. */
export interface Tracked {
  gauge: Gauge
  waiting: { ask: Ask; changes: GaugeChange[] } | null
}

/** What the store is asked about a gauge that waits. */
export interface Question extends Sought {
  ask: Ask
}

interface Parts {
  directory: Pick<DeviceDirectory, 'find'>
  kinds: readonly Kind[]
  /** Number of the newest crossing; 0 before the first. */
  newestCrossing: number
}

const none: readonly StoredCrossing[] = []

const thresholdsChanged: Cause = {
  ts: null,
  received_ts: null,
  reason: 'thresholds_changed',
  origin: null,
}

/** All gauges in memory. What changes one returns the crossings, or undefined where nothing changed. */
export class Gauges {
  readonly #directory: Parts['directory']
  readonly #fieldByKind: ReadonlyMap<string, string>
  readonly #tracked = new Map<string, Tracked>()
  readonly #waiting = new Set<string>()
  #nextSeq: number

  constructor({ directory, kinds, newestCrossing }: Parts) {
    this.#directory = directory
    this.#nextSeq = newestCrossing + 1
    this.#fieldByKind = new Map(
      kinds.flatMap(({ id, levelField }) =>
        levelField === undefined ? [] : [[id, levelField] as const],
      ),
    )
  }

  show(device: Pick<Device, 'id' | 'thresholds'>): GaugeLevel {
    const tracked = this.#tracked.get(device.id)
    return tracked ? showGauge(tracked.gauge, device.thresholds) : noLevel
  }

  get(id: string): Tracked | undefined {
    return this.#tracked.get(id)
  }

  set(id: string, tracked: Tracked): void {
    this.#tracked.set(id, tracked)
    if (tracked.waiting) this.#waiting.add(id)
  }

  listIds(): string[] {
    return [...this.#tracked.keys()]
  }

  /** What the store is to be asked, for every registered gauge that waits. */
  listQuestions(): Question[] {
    return [...this.#waiting].flatMap((id) => {
      const ask = this.#tracked.get(id)?.waiting?.ask
      const rule = this.#findRule(id)
      if (!ask || !rule) return []
      const { device, field } = rule
      return { ask, device: id, kind: device.kind, field, beforeTs: ask.beforeTs }
    })
  }

  take(change: GaugeChange): readonly StoredCrossing[] | undefined {
    const { device: id, kind } = change.type === 'reading' ? change.reading : change.record
    const field = this.#fieldByKind.get(kind)
    const device = field === undefined ? undefined : this.#directory.find(id)
    if (field === undefined || !device) return undefined
    const tracked = this.#tracked.get(id) ?? { gauge: newGauge, waiting: null }
    if (tracked.waiting) return this.#wait(id, tracked, change)
    const { gauge } = tracked
    const stepped = stepGauge(gauge, change, { device, field, nextSeq: this.#nextSeq })
    if (stepped.gauge === gauge && !stepped.ask) return undefined
    if (stepped.ask) tracked.waiting = { ask: stepped.ask, changes: [] }
    this.set(id, tracked)
    return this.#keep(tracked, stepped)
  }

  /** Goes on with what the store has; what waited follows. An answer to an older question is none. */
  answer(
    { device: id, ask }: Pick<Question, 'device' | 'ask'>,
    recalled: Recalled,
  ): readonly StoredCrossing[] | undefined {
    const tracked = this.#tracked.get(id)
    const rule = this.#findRule(id)
    if (!tracked?.waiting || tracked.waiting.ask !== ask || !rule) return undefined
    const { changes } = tracked.waiting
    tracked.waiting = null
    this.#waiting.delete(id)
    const crossings = [...this.#keep(tracked, answerAsk(tracked.gauge, recalled, { ask, rule }))]
    for (const change of changes) crossings.push(...(this.take(change) ?? none))
    return crossings
  }

  /** Judges what counts by the thresholds that hold now. */
  judgeAnew(id: string): readonly StoredCrossing[] | undefined {
    const tracked = this.#tracked.get(id)
    const rule = this.#findRule(id)
    // One that waits is judged by them as soon as the store has answered.
    if (!tracked || tracked.waiting || !rule) return undefined
    const settled = settle(tracked.gauge, thresholdsChanged, rule)
    return settled.gauge === tracked.gauge ? undefined : this.#keep(tracked, settled)
  }

  #findRule(id: string) {
    const device = this.#directory.find(id)
    const field = device && this.#fieldByKind.get(device.kind)
    return device && field !== undefined ? { device, field, nextSeq: this.#nextSeq } : undefined
  }

  #keep(tracked: Tracked, { gauge, crossings }: Settled): readonly StoredCrossing[] {
    tracked.gauge = gauge
    this.#nextSeq += crossings.length
    return crossings
  }

  #wait(id: string, tracked: Tracked, change: GaugeChange): readonly StoredCrossing[] | undefined {
    const { waiting, gauge } = tracked
    if (!waiting) return undefined
    // It is saved: without what only its judge needs.
    waiting.changes.push(change.type === 'reading' ? { ...change, memory: undefined } : change)
    return waiting.changes.length > waitingMax
      ? this.answer({ device: id, ask: waiting.ask }, gauge)
      : none
  }
}
