import type { Clock } from '#domain/operation/clock.ts'

export const scenarios = ['normal', 'storm'] as const
export type Scenario = (typeof scenarios)[number]

const minute = 60_000
const hour = 60 * minute

/** A live fleet first empties a day from its devices' memory, so that charts are full at once. */
const livePreludeMs = 24 * hour
/** Buses report every few seconds; their trail needs minutes, not a day. */
const liveMovingPreludeMs = 20 * minute
/** A sped-up run covers so much if nothing else is asked. */
const usualSpanMs = { normal: 24 * hour, storm: 48 * hour }
/** A live storm: ditches cross their first levels within minutes, the heaviest rain comes next. */
export const livePeakAheadMs = 96 * minute
/** A sped-up storm: this share of the run lies before the heaviest rain. */
const peakShare = 0.4

/** When a run starts and ends, in the world's time. */
export interface RunPlan {
  startTs: number
  /** Null for a run without an end. */
  endTs: number | null
  speed: number
  preludeMs: number
  movingPreludeMs: number
  stormPeakTs: number | null
  /** Names this run in every reading, as a device names its start. */
  boot: string
}

interface RunRequest {
  scenario: Scenario
  speed: number
  durationMs?: number | undefined
  /** When the heaviest rain of a live storm falls; without it, somewhat ahead. */
  stormPeakTs?: number | undefined
  /** The city has what a live run would report up to here, from an earlier run. */
  sinceTs?: number | undefined
}

/** A live run starts now; a sped-up one starts in the past and ends when it has caught up. */
export function planRun(request: RunRequest, nowTs: number): RunPlan {
  const { scenario, speed, durationMs } = request
  const isStorm = scenario === 'storm'
  const boot = `run-${Math.round(nowTs).toString(36)}`
  if (speed <= 1) {
    const { stormPeakTs = nowTs + livePeakAheadMs, sinceTs = -Infinity } = request
    const awayMs = Math.max(0, nowTs - sinceTs)
    return {
      startTs: nowTs,
      endTs: durationMs === undefined ? null : nowTs + durationMs,
      speed: 1,
      preludeMs: Math.min(livePreludeMs, awayMs),
      movingPreludeMs: Math.min(liveMovingPreludeMs, awayMs),
      stormPeakTs: isStorm ? stormPeakTs : null,
      boot,
    }
  }
  const spanMs = durationMs ?? usualSpanMs[scenario]
  const startTs = nowTs - spanMs
  return {
    startTs,
    endTs: Math.ceil(nowTs + spanMs / (speed - 1)),
    speed,
    preludeMs: 0,
    movingPreludeMs: 0,
    stormPeakTs: isStorm ? startTs + peakShare * spanMs : null,
    boot,
  }
}

/** The world's clock: `speed` times as fast as ours, in step with it from the start of the run. */
export interface SimulatedTime {
  now(): number
  /** Real milliseconds until the world's clock shows `ts`. */
  untilMs(ts: number): number
}

export function createSimulatedTime(plan: RunPlan, clock: Clock): SimulatedTime {
  const startedMs = clock.monotonicMs()
  const now = () => plan.startTs + (clock.monotonicMs() - startedMs) * plan.speed
  return { now, untilMs: (ts) => (ts - now()) / plan.speed }
}
