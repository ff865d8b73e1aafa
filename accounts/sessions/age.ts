import type { Clock } from '#domain/operation/clock.ts'
import type { AccountLimits } from '../limits.ts'

/** How old a session was when it was last written, and how old at its last use. */
export interface SavedAge {
  age_ms: number
  used_age_ms: number
  /** Wall time of that moment. */
  seen_ts: number
}

/** Corrections of the wall clock up to this are no jump. */
const correctionMs = 5 * 60_000

type Limits = Pick<AccountLimits, 'sessionMs' | 'sessionIdleMs' | 'sessionSavedEveryMs'>

/**
 * The age of one session. While we run, the monotonic clock alone makes it older: setting the wall
 * clock neither prolongs nor ends it. Over a restart the wall clock is all there is; where that
 * went back meanwhile, nobody knows the age, and the session is over.
 */
export function createAge(saved: SavedAge, clock: Clock, limits: Limits) {
  const gapMs = clock.now() - saved.seen_ts
  const isUnknown = gapMs < -correctionMs
  const ageAtLoad = saved.age_ms + (gapMs < 0 ? correctionMs : gapMs)
  const loadedMs = clock.monotonicMs()
  let usedAge = saved.used_age_ms
  let savedAge = ageAtLoad

  const age = () => ageAtLoad + (clock.monotonicMs() - loadedMs)
  const leftMs = () =>
    isUnknown ? 0 : Math.min(limits.sessionMs - age(), limits.sessionIdleMs - (age() - usedAge))

  return {
    isOver: () => leftMs() <= 0,
    /** How long until it ends if nobody uses it. */
    leftMs,
    unusedMs: () => age() - usedAge,
    /** True where it should be written again. */
    use(): boolean {
      usedAge = age()
      return usedAge - savedAge >= limits.sessionSavedEveryMs
    },
    /** What to write now. */
    save(): SavedAge {
      savedAge = age()
      return {
        age_ms: Math.round(savedAge),
        used_age_ms: Math.round(usedAge),
        seen_ts: clock.now(),
      }
    },
  }
}

export type Age = ReturnType<typeof createAge>
