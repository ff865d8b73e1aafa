import { exceeds } from './exceeds.ts'

const tenMinutesMs = 10 * 60_000

/**
 * QARTOD test 7: did a value change too fast? The limit grows with the time between two values but
 * never shrinks below that of ten minutes: waves of a centimetre, ten seconds apart, are no flood.
 */
export function isStep(
  stepPer10Min: number,
  { change, elapsedMs }: { change: number; elapsedMs: number },
): boolean {
  return exceeds(Math.abs(change), stepPer10Min * Math.max(1, elapsedMs / tenMinutesMs))
}
