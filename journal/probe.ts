import type { Store } from '#store/store.ts'

/** The first try comes soon: most failures (a full disk being cleaned) are short. */
const firstPauseMs = 250
/** A broken disk is not asked more often than this; the door opens within 10 s of its recovery. */
const longestPauseMs = 5_000

/**
 * Asks a store that failed, at growing intervals, whether it commits again. An empty commit is the
 * store's own probe: it writes as much as a large batch.
 */
export function createProbe(store: Pick<Store, 'commit'>, onWell: () => void) {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  let pauseMs = firstPauseMs

  const start = () => {
    timer = setTimeout(() => void probe(), pauseMs)
    timer.unref()
    // Grown on every failure, that of the batch after a good probe included: a disk with room for
    // just one more probe would otherwise open and close the door several times a second.
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  async function probe(): Promise<void> {
    try {
      await store.commit([])
    } catch {
      if (!isStopped) start()
      return
    }
    if (!isStopped) onWell()
  }

  return {
    start,
    /** A real batch is on disk: the next failure is a new one. */
    forgetFailures() {
      pauseMs = firstPauseMs
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
