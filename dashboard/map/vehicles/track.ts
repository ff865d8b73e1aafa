import type { WorldPoint } from './world-point.ts'

export interface Fix extends WorldPoint {
  ts: number
}

/** How long a trail is, and how close its points may lie: a thousand buses must stay drawable. */
export const trailMs = 10 * 60_000
const leastGapMs = 10_000

/** Where a vehicle was in the last ten minutes, oldest first; the newest fix is always the last. */
export class Track {
  readonly fixes: Fix[] = []

  /** Puts earlier fixes before those that came live: what was already there at the first look. */
  addHistory(earlier: readonly Fix[]): void {
    const firstTs = this.fixes[0]?.ts ?? Number.POSITIVE_INFINITY
    const known = this.fixes.splice(0)
    for (const fix of earlier) if (fix.ts < firstTs) this.add(fix)
    for (const fix of known) this.add(fix)
  }

  get newest(): Fix | undefined {
    return this.fixes.at(-1)
  }

  /** Adds a fix; older or equal times are ignored, close ones replace the one before. */
  add(fix: Fix): boolean {
    const newest = this.fixes.at(-1)
    if (newest && fix.ts <= newest.ts) return false
    const before = this.fixes.at(-2)
    if (before && newest && newest.ts - before.ts < leastGapMs) this.fixes.pop()
    this.fixes.push(fix)
    const oldest = this.fixes[0]
    if (oldest && fix.ts - oldest.ts > trailMs) this.fixes.shift()
    return true
  }
}
