import { setTimeout as sleep } from 'node:timers/promises'

const pauseMs = 30_000
const sliceMs = 10_000

/** Says how far a scenario is. */
export type TellProgress = (text: string) => void

/** At most one line every half minute: an hour of silence looks like a hanging run. */
export function createProgress(id: string, print: (line: string) => void): TellProgress {
  let lastMs = performance.now()
  return (text) => {
    const nowMs = performance.now()
    if (nowMs - lastMs < pauseMs) return
    lastMs = nowMs
    print(`${id}: ${text}`)
  }
}

/** Lets a spell pass, and says how much of it has. */
export async function hold(forMs: number, tellProgress: TellProgress): Promise<void> {
  const inSeconds = (ms: number) => Math.round(ms / 1_000)
  for (let heldMs = 0; heldMs < forMs; heldMs += sliceMs) {
    tellProgress(`${inSeconds(heldMs)} of ${inSeconds(forMs)} s`)
    await sleep(Math.min(sliceMs, forMs - heldMs))
  }
}
