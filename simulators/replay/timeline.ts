/** How recorded times become times of now. */
export interface Timeline {
  /** Added to every recorded time, ms; 0 keeps history as it was. */
  shiftMs: number
  /** When a recorded time is sent, epoch ms; never before its own shifted time. */
  dueAt(ts: number): number
}

export interface TimelineOptions {
  /** First and last time of all files together: they run on one clock. */
  firstTs: number
  lastTs: number
  /** Recorded seconds in a second, 1 or more; Infinity sends as fast as the city takes it. */
  speed: number
  keepTime: boolean
  /** Epoch ms of the start. */
  startTs: number
}

/**
 * Plays a recording so that its last reading is of the moment it is sent at. Sped up, it begins in
 * the past and catches up with now; nothing is ever sent before its time.
 */
export function createTimeline(options: TimelineOptions): Timeline {
  const { firstTs, lastTs, speed, keepTime, startTs } = options
  const dueAt = (ts: number) => startTs + (ts - firstTs) / speed
  const shiftMs = keepTime ? 0 : Math.floor(dueAt(lastTs)) - lastTs
  return { shiftMs, dueAt }
}

/** The commonest distance between neighbouring times, ms; undefined for fewer than two. */
export function findStepMs(times: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const [index, ts] of times.entries()) {
    const before = times[index - 1]
    if (before !== undefined) counts.set(ts - before, (counts.get(ts - before) ?? 0) + 1)
  }
  return [...counts].toSorted(([a, x], [b, y]) => y - x || a - b)[0]?.[0]
}
