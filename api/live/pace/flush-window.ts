/** How long the live stream waits after an update before the next one may leave. */
export interface FlushWindow {
  readonly ms: number
  /** Tells what the last update cost to encode and send, ms of CPU time. */
  record(costMs: number): void
}

/** Widest window, ms: what a person still sees as "now". */
export const windowMaxMs = 120

// Sending may take a sixteenth of the time; the rest belongs to devices and their acknowledgements.
const timeShare = 1 / 16
// Old costs fade by half in three updates, so one slow update does not slow the next ones.
const fading = 0.8
// Beyond this share of busy time the window widens whatever the cost: browsers wait first.
const busyFrom = 0.75

/**
 * A window that follows the measured cost: none when it is calm, so that an update leaves in the
 * tick of its commit, and up to `windowMaxMs` under load. `busyShare` is the share of time (0…1)
 * that the thread spent computing lately.
 */
export function createFlushWindow(busyShare: () => number): FlushWindow {
  let costMs = 0
  return {
    get ms() {
      const forCost = costMs / timeShare - costMs
      const forLoad = ((busyShare() - busyFrom) / (1 - busyFrom)) * windowMaxMs
      return Math.min(windowMaxMs, Math.max(forCost, forLoad, 0))
    },
    record(lastMs) {
      costMs = costMs * fading + lastMs * (1 - fading)
    },
  }
}
