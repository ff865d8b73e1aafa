import type { Clock } from '#domain/operation/clock.ts'

/** Stands at one moment, hurries to another when told so, and stands still there. */
export interface HurriedClock {
  /** For the city: its wall time hurries, its timers keep the pace of this machine. */
  city: Clock
  /** For devices, which follow the wall time: both hurry. */
  fleet: Clock
  start(): void
}

interface Span {
  /** Epoch ms. */
  fromTs: number
  toTs: number
  speed: number
}

export function createHurriedClock(
  { fromTs, toTs, speed }: Span,
  monotonicMs: () => number,
): HurriedClock {
  let startedMs = Infinity
  const now = () =>
    Math.min(toTs, fromTs + Math.round(Math.max(0, monotonicMs() - startedMs) * speed))
  return {
    city: { now, monotonicMs },
    fleet: { now, monotonicMs: now },
    start() {
      startedMs = monotonicMs()
    },
  }
}
