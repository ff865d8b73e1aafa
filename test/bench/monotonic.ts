// `performance.now()` counts from the start of each process, `hrtime` from the start of the machine.
const processStartMs = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/** Milliseconds on the clock that all processes of this machine share (CLOCK_MONOTONIC). */
export function monotonicMs(): number {
  return processStartMs + performance.now()
}

/** Turns times of this process's `performance.now()` into that clock. */
export function toMonotonic(timesMs: readonly number[]): Float64Array {
  return Float64Array.from(timesMs, (ms) => processStartMs + ms)
}
