import type { Level } from '#domain/alarms/levels.ts'
import { newGauge } from './gauge.ts'
import type { Tracked } from './gauges.ts'

/** What is on disk of a gauge. */
export interface SavedGauge extends Tracked {
  /** Journal sequence that it stands at; it may be ahead of the cursor. */
  seq: number
}

/** What versions up to 0.1.0 saved: the level after the newest reading that had one. */
interface SavedLevel {
  level: Level
  ts: number
}

/** Reads what this version saved, or an older one: then the store is asked for the values. */
export function readSaved(value: unknown): Tracked & Partial<SavedGauge> {
  const saved = value as SavedGauge | SavedLevel
  if ('gauge' in saved) return saved
  const { level, ts } = saved
  const cause = { ts: null, received_ts: null, reason: 'revised', origin: null } as const
  return {
    gauge: { ...newGauge, level, reachesBack: false },
    waiting: { ask: { beforeTs: ts + 1, cause }, changes: [] },
  }
}
