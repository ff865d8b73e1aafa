/**
 * The city's clock, passed in wherever time matters so that tests and drills can move it.
 * `now` is wall time for stamps; `monotonicMs` never jumps and is the only one timers may use.
 */
export interface Clock {
  /** Wall time, epoch milliseconds. */
  now(): number
  /** Milliseconds since some fixed moment; unaffected by changes of the wall clock. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
}
