import type { Clock } from '#domain/operation/clock.ts'

/** Counts calls within the running second; true while they are within the limit. */
export function createRequestRate(perSecond: number, clock: Clock): () => boolean {
  let second = 0
  let calls = 0
  return () => {
    const now = Math.floor(clock.monotonicMs() / 1_000)
    calls = now === second ? calls + 1 : 1
    second = now
    return calls <= perSecond
  }
}
