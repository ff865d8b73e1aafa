import { effect, untracked } from '@preact/signals'
import { returns } from './connection.ts'

/** Pause before a question is asked again that got no answer, ms. */
const retryAfterMs = 3_000

/**
 * Keeps something up to date that the live stream does not bring: asks now, every `everyMs`, soon
 * again after a failure, and at once when the connection is back. `ask` rejects where it got
 * nothing, and must drop an answer that is no longer `isCurrent`. Returns the function to stop.
 */
export function keepAsked(
  ask: (isCurrent: () => boolean) => Promise<void>,
  everyMs: number,
): () => void {
  let timer = 0
  let round = 0
  const start = async () => {
    const own = ++round
    const isCurrent = () => own === round
    window.clearTimeout(timer)
    const waitMs = await ask(isCurrent).then(
      () => everyMs,
      () => retryAfterMs,
    )
    if (isCurrent()) timer = window.setTimeout(() => void start(), waitMs)
  }
  const stopFollowing = effect(() => {
    void returns.value
    untracked(() => void start())
  })
  return () => {
    // No number that an answer could still carry.
    round += 1
    window.clearTimeout(timer)
    stopFollowing()
  }
}
