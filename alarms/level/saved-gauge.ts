import type { Level } from '#domain/alarms/levels.ts'
import { newGauge, type Gauge } from './gauge.ts'
import type { GaugeValue } from './gauge-value.ts'
import { passStart } from './pass.ts'

/** What is on disk of a gauge. */
export interface SavedGauge {
  /** Journal sequence that it stands at; it may be ahead of the cursor. */
  seq: number
  gauge: Omit<Gauge, 'values'> & { values: readonly SavedValue[] }
}

/** In the order of `GaugeValue`: many are saved, and often. */
type SavedValue = readonly (number | string)[]

/** What versions up to 0.1.0 saved: the level after the newest reading that had one. */
interface SavedLevel {
  level: Level
  ts: number
}

export const saveGauge = (gauge: Gauge, seq: number): SavedGauge => ({
  seq,
  gauge: { ...gauge, values: gauge.values.map(saveValue) },
})

const saveValue = (one: GaugeValue): SavedValue => [
  one.ts,
  one.place_ts,
  one.value,
  one.flag,
  one.received_ts,
  one.origin,
  one.raising,
]

function readValue(saved: SavedValue): GaugeValue {
  const [ts, place_ts, value, flag, received_ts, origin, raising] = saved
  return { ts, place_ts, value, flag, received_ts, origin, raising } as GaugeValue
}

/** Reads what this version saved, or an older one, whose record stays as it is. */
export function readSaved(saved: unknown): { gauge: Gauge; seq?: number } {
  const known = saved as SavedGauge | SavedLevel
  if (!('gauge' in known)) return { gauge: readLevel(known.level, known.ts) }
  const { gauge, seq } = known
  return { gauge: { ...gauge, values: gauge.values.map(readValue) }, seq }
}

/** The store is asked for the value that the level stands on. */
function readLevel(level: Level, ts: number): Gauge {
  const state = { ...passStart, level }
  const cause = { at_ts: ts, received_ts: null, reason: 'revised', origin: null } as const
  return {
    ...newGauge,
    before: state,
    state,
    alarm: level,
    reachesBack: false,
    fixed: { place_ts: ts, level, seq: null },
    repair: { fromTs: ts, toTs: ts, cause: { ...cause, reach: 'late' } },
  }
}
