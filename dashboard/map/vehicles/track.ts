import type { WorldPoint } from './world-point.ts'

export interface Fix extends WorldPoint {
  ts: number
  /** A doubtful fix lay before it: no line leads here. */
  isCut?: boolean
}

/** How long a trail is, and how close its points may lie: a thousand buses must stay drawable. */
export const trailMs = 10 * 60_000
const leastGapMs = 10_000

/** Where a vehicle was in the last ten minutes, oldest first; the newest fix is always the last. */
export class Track {
  readonly fixes: Fix[] = []
  #isCut = false

  /**
   * Puts earlier fixes before those that came live: what was already there at the first look. Null
   * stands for a doubtful one.
   */
  addHistory(earlier: readonly (Fix | null)[]): void {
    const firstTs = this.fixes[0]?.ts ?? Number.POSITIVE_INFINITY
    const known = this.fixes.splice(0)
    for (const fix of earlier) {
      if (!fix) this.cut()
      else if (fix.ts < firstTs) this.add(fix)
    }
    // What was doubtful among the later ones is known already.
    this.#isCut = false
    for (const fix of known) this.add(fix)
  }

  get newest(): Fix | undefined {
    return this.fixes.at(-1)
  }

  /** A doubtful fix came: the way ends before it, and begins again with the next. */
  cut(): void {
    this.#isCut = true
  }

  /** Adds a fix; older or equal times are ignored, close ones replace the one before. */
  add(fix: Fix): boolean {
    const newest = this.fixes.at(-1)
    if (newest && fix.ts <= newest.ts) return false
    const before = this.fixes.at(-2)
    const replaced =
      before && newest && newest.ts - before.ts < leastGapMs ? this.fixes.pop() : undefined
    this.fixes.push(this.#join(fix, replaced))
    const oldest = this.fixes[0]
    if (oldest && fix.ts - oldest.ts > trailMs) this.fixes.shift()
    return true
  }

  /** The fix as it is kept; where a close one is replaced, the way stays cut before it. */
  #join(fix: Fix, replaced: Fix | undefined): Fix {
    const isCut = this.#isCut || (fix.isCut ?? false) || (replaced?.isCut ?? false)
    this.#isCut = false
    return isCut ? { ...fix, isCut } : fix
  }
}
