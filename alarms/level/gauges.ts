import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { noLevel, type GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { newGauge, showGauge, type Gauge } from './gauge.ts'
import { judgeByThresholds } from './judge-anew.ts'
import { findRise } from './pass.ts'
import { answerRepair } from './repair/answer-repair.ts'
import type { Recalled, Sought } from './repair/recall.ts'
import { confirmWithinFor, createRule, type GaugeRule } from './rule.ts'
import type { Settled } from './settle.ts'
import { stepGauge, type GaugeChange } from './step-gauge.ts'

interface Parts {
  directory: Pick<DeviceDirectory, 'find'>
  kinds: readonly Kind[]
  /** Number of the newest crossing; 0 before the first. */
  newestCrossing: number
}

/** A rise that waits for the next value. */
export interface WaitingRise {
  device: string
  kind: string
  ts: number
  received_ts: number
  /** How long it may wait, ms. */
  withinMs: number
}

/** All gauges in memory. What changes one returns the crossings, or undefined where nothing changed. */
export class Gauges {
  readonly #directory: Parts['directory']
  readonly #kindById: ReadonlyMap<string, Kind>
  readonly #gauges = new Map<string, Gauge>()
  readonly #toRepair = new Set<string>()
  #nextSeq: number

  constructor({ directory, kinds, newestCrossing }: Parts) {
    this.#directory = directory
    this.#nextSeq = newestCrossing + 1
    const leveled = kinds.filter(({ levelField }) => levelField !== undefined)
    this.#kindById = new Map(leveled.map((kind) => [kind.id, kind]))
  }

  show(device: Device): GaugeLevel {
    const gauge = this.#gauges.get(device.id)
    const rule = gauge && this.#ruleOf(device)
    return gauge && rule ? showGauge(gauge, rule) : noLevel
  }

  get(id: string): Gauge | undefined {
    return this.#gauges.get(id)
  }

  set(id: string, gauge: Gauge): void {
    this.#gauges.set(id, gauge)
    if (gauge.repair) this.#toRepair.add(id)
    else this.#toRepair.delete(id)
  }

  listIds(): string[] {
    return [...this.#gauges.keys()]
  }

  /** What the store is to be asked, for every registered gauge that changed deep in its past. */
  listQuestions(): Sought[] {
    return [...this.#toRepair].flatMap((id) => {
      const gauge = this.#gauges.get(id)
      const rule = this.#findRule(id)
      return gauge?.repair && rule ? [{ gauge, rule, fromTs: gauge.repair.fromTs }] : []
    })
  }

  take(change: GaugeChange): readonly StoredCrossing[] | undefined {
    const { device: id, kind } = change.type === 'reading' ? change.reading : change.record
    const rule = this.#kindById.has(kind) ? this.#findRule(id) : undefined
    if (!rule) return undefined
    const gauge = this.#gauges.get(id) ?? newGauge
    return this.#keep(id, gauge, stepGauge(gauge, change, { rule, nextSeq: this.#nextSeq }))
  }

  /**
   * Goes on with what the store has, and with the entries that are not on disk yet. An answer to an
   * older question is none: the gauge asks again.
   */
  answer(
    { gauge, rule }: Sought,
    recalled: Recalled,
    unsaved: readonly StoredCrossing[],
  ): readonly StoredCrossing[] | undefined {
    const { id } = rule.device
    if (this.#gauges.get(id) !== gauge) return undefined
    const settling = { recalled, unsaved, rule, nextSeq: this.#nextSeq }
    return this.#keep(id, gauge, answerRepair(gauge, settling))
  }

  /** Judges what counts by the thresholds that hold now. */
  judgeAnew(id: string, nowTs: number): readonly StoredCrossing[] | undefined {
    const gauge = this.#gauges.get(id)
    const rule = this.#findRule(id)
    if (!gauge || !rule) return undefined
    const settling = { rule, nextSeq: this.#nextSeq }
    return this.#keep(id, gauge, judgeByThresholds(gauge, nowTs, settling))
  }

  /** The rise of a gauge that becomes an alarm if nothing follows. */
  findWaiting(id: string): WaitingRise | undefined {
    const gauge = this.#gauges.get(id)
    if (!gauge?.state.doubt || gauge.isLost) return undefined
    const rule = this.#findRule(id)
    const rise = rule && findRise(gauge.state, rule)
    if (!rise) return undefined
    const { ts, received_ts } = rise.value
    const withinMs = confirmWithinFor(rule, gauge.mode)
    return { device: id, kind: rule.kind.id, ts, received_ts, withinMs }
  }

  #findRule(id: string): GaugeRule | undefined {
    const device = this.#directory.find(id)
    return device && this.#ruleOf(device)
  }

  #ruleOf(device: Device): GaugeRule | undefined {
    const kind = this.#kindById.get(device.kind)
    return kind && createRule(device, kind)
  }

  #keep(
    id: string,
    was: Gauge,
    { gauge, crossings }: Settled,
  ): readonly StoredCrossing[] | undefined {
    if (gauge === was) return undefined
    this.set(id, gauge)
    this.#nextSeq += crossings.length
    return crossings
  }
}
