/** A sleep that news or the end can cut short. */
export interface Pause {
  /** Resolves after `ms`, at `wake()`, or at once where a wake came since the last sleep. */
  sleep(ms: number, options: { wakeable: boolean }): Promise<void>
  /** News: ends a wakeable sleep, or keeps the next one from beginning. */
  wake(): void
  /** The end: no sleep lasts any longer. */
  end(): void
  readonly hasEnded: boolean
}

export function createPause(): Pause {
  let ended = false
  let woken = false
  let wakeSleeper: (() => void) | undefined
  let endSleeper: (() => void) | undefined

  return {
    sleep: (ms, { wakeable }) =>
      new Promise((resolve) => {
        if (ended || (wakeable && woken)) {
          woken = false
          resolve()
          return
        }
        const finish = () => {
          clearTimeout(timer)
          wakeSleeper = undefined
          endSleeper = undefined
          if (wakeable) woken = false
          resolve()
        }
        const timer = setTimeout(finish, ms)
        endSleeper = finish
        if (wakeable) wakeSleeper = finish
      }),
    wake: () => {
      woken = true
      wakeSleeper?.()
    },
    end: () => {
      ended = true
      endSleeper?.()
    },
    get hasEnded() {
      return ended
    },
  }
}
