/** Pause after the first failure and the longest one, ms: a busy server must not be pressed. */
const firstPauseMs = 1_000
const longestPauseMs = 16_000

/**
 * Loads again, one load at a time. A call during a load makes one more follow, because the answer
 * under way may be older than what the call is about. After a failure it is tried again until it
 * succeeds: nothing else would ask, for the live stream may well be up.
 */
export function createReloads({
  load,
  pause,
}: {
  load(): Promise<void>
  pause(ms: number): Promise<void>
}): () => void {
  let isRunning = false
  let isWanted = false

  async function run(): Promise<void> {
    let pauseMs = firstPauseMs
    while (isWanted) {
      isWanted = false
      try {
        await load()
        pauseMs = firstPauseMs
      } catch {
        isWanted = true
        await pause(pauseMs)
        pauseMs = Math.min(2 * pauseMs, longestPauseMs)
      }
    }
    isRunning = false
  }

  return () => {
    isWanted = true
    if (isRunning) return
    isRunning = true
    void run()
  }
}
