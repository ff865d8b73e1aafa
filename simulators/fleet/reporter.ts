import type { Device } from '#domain/devices/device.ts'
import type { FieldValue, Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { createRandom, mixSeeds, seedOf, unitAt } from '#domain/kinds/seeded.ts'
import type { World } from '#domain/kinds/simulation.ts'

/** A reading as it travels. */
export interface Report {
  ts: number
  seq: number
  boot: string
  [field: string]: FieldValue
}

type Numbered = Pick<Report, 'seq' | 'boot'>

/** The readings of one device, in order of time. */
export interface Reporter {
  /** All readings up to and including `toTs` that were not given out before. */
  until(toTs: number): Report[]
  /**
   * The same, with what else the device said meanwhile, oldest first: one numbering in order of time,
   * as a device counts. Absent where faults give its readings other numbers.
   */
  untilWith?<Said extends { ts: number }>(
    toTs: number,
    said: readonly Said[],
  ): { reports: Report[]; said: (Said & Numbered)[] }
  /** When the next reading may be due, epoch ms. */
  readonly nextTs: number
  /** What the device measures at a moment, whether it reports then or not. */
  valuesAt(ts: number): Values
}

interface ReporterOptions {
  device: Device
  kind: Kind
  world: World
  seed: number
  /** Nothing at or before this moment is reported. */
  startTs: number
  /** The device's name for this run: its counter `seq` starts at 0. */
  boot: string
}

/** What a device measures, as a function of time alone. */
export function createMeasurement(
  options: Pick<ReporterOptions, 'device' | 'kind' | 'world' | 'seed'>,
): (ts: number) => Values {
  const { device, kind, world, seed } = options
  return kind.simulate({ device, world, random: createRandom(mixSeeds(seed, seedOf(device.id))) })
}

interface Rhythm {
  everyMs: Readonly<Record<string, number>>
  /** The device looks this often, and reports when its mode says so. */
  lookMs: number
  phaseMs: number
}

/** Times are whole tenths of a second, spread over the interval: a fleet does not speak at once. */
function rhythmOf({ device, kind, seed }: ReporterOptions): Rhythm {
  const everyMs = { ...kind.reporting.everyMs, ...device.every_ms }
  const lookMs = Math.min(...Object.values(everyMs))
  const share = unitAt(mixSeeds(seed, seedOf(device.id)), 7)
  return { everyMs, lookMs, phaseMs: Math.floor((share * lookMs) / 100) * 100 }
}

/**
 * Turns a kind's simulator into a device that looks at regular times and reports as its mode asks:
 * at the mode's interval, and at once when the mode changes. Times and values follow from
 * (seed, time) alone: a fleet that is started again repeats its past instead of contradicting it.
 */
export function createReporter(options: ReporterOptions): Reporter {
  const { kind, startTs, boot } = options
  const { everyMs, lookMs, phaseMs } = rhythmOf(options)
  const valuesAt = createMeasurement(options)
  const { modeField } = kind.reporting
  const modeAt = (ts: number) => modeField && valuesAt(ts)[modeField]
  // A telemeter of a kind with modes says none: it has one rhythm and needs no second look.
  const hasModes = typeof modeAt(startTs) === 'string'
  const isDue = (ts: number) => {
    const mode = modeAt(ts)
    const everyModeMs = everyMs[String(mode)] ?? lookMs
    const turned = Math.floor(ts / everyModeMs) !== Math.floor((ts - lookMs) / everyModeMs)
    return turned || mode !== modeAt(ts - lookMs)
  }
  let nextTs = Math.floor((startTs - phaseMs) / lookMs + 1) * lookMs + phaseMs
  let nextSeq = 0
  const untilWith = <Said extends { ts: number }>(toTs: number, said: readonly Said[]) => {
    const reports: Report[] = []
    const numbered: (Said & Numbered)[] = []
    const numberBefore = (ts: number) => {
      for (const one of said.slice(numbered.length)) {
        if (one.ts >= ts) return
        numbered.push({ ...one, seq: nextSeq++, boot })
      }
    }
    for (; nextTs <= toTs; nextTs += lookMs) {
      if (hasModes && !isDue(nextTs)) continue
      numberBefore(nextTs)
      reports.push({ ts: nextTs, seq: nextSeq++, boot, ...valuesAt(nextTs) })
    }
    numberBefore(Infinity)
    return { reports, said: numbered }
  }
  return {
    until: (toTs) => untilWith(toTs, []).reports,
    untilWith,
    get nextTs() {
      return nextTs
    },
    valuesAt,
  }
}
