import { setTimeout as sleep } from 'node:timers/promises'

const pollMs = 20

/** What had to come did not come in time: a defect, or a machine that is busy with others. */
export class TooSlowError extends Error {}

/** Waits until something holds; how long it took, ms. Rejects with `what` after `withinMs`. */
export async function until(
  what: string,
  withinMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<number> {
  const startedMs = performance.now()
  for (;;) {
    if (await holds()) return performance.now() - startedMs
    if (performance.now() - startedMs > withinMs)
      throw new TooSlowError(`not in ${withinMs} ms: ${what}`)
    await sleep(pollMs)
  }
}
