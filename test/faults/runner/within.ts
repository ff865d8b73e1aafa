import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Rejects with `what` where the work has not ended in time. The work itself cannot be stopped from
 * here: it ends when what it waits for is taken away.
 */
export async function within<T>(
  work: Promise<T> | T,
  { what, maxMs }: { what: string; maxMs: number },
): Promise<T> {
  const ended = new AbortController()
  const late = async (): Promise<never> => {
    await sleep(maxMs, undefined, { signal: ended.signal })
    throw new Error(`has not ended in ${maxMs / 1_000} s: ${what}`)
  }
  try {
    return await Promise.race([work, late()])
  } finally {
    ended.abort()
  }
}
