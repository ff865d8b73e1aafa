import { computed, signal } from '@preact/signals'
import { connectionOf, cutAfterMs } from '../logic/operation/connection.ts'
import { now } from './server-clock.ts'

/** When the server was last heard, by this browser's monotonic clock; null before the first time. */
const lastHeardAt = signal<number | null>(null)
/** The server's time at that moment: what the page shows is the state of then. */
export const lastHeardTs = signal<number | null>(null)
/** Rises when the server is heard again after a cut: what was asked for meanwhile got no answer. */
export const returns = signal(0)
const startedAt = performance.now()

/** A finished interruption, shown for a while after the return. */
export const restored = signal<{ ts: number; missedSeconds: number } | null>(null)
const restoredShownMs = 10_000

export const connection = computed(() => {
  // Judged anew with every tick of the clock: silence sends no event.
  void now.value
  return connectionOf({ now: performance.now(), lastHeard: lastHeardAt.value, startedAt })
})

/** Notes that the server has just spoken at its time `serverTs`. */
export function heard(serverTs: number): void {
  if (silentMs() > cutAfterMs) returns.value = returns.peek() + 1
  lastHeardAt.value = performance.now()
  lastHeardTs.value = serverTs
}

/** Milliseconds of silence so far. */
export function silentMs(): number {
  return performance.now() - (lastHeardAt.peek() ?? startedAt)
}

/** Says for ten seconds that an interruption is over and what was missed has been filled in. */
export function showRestored(ts: number, missedMs: number): void {
  restored.value = { ts, missedSeconds: Math.round(missedMs / 1_000) }
  window.setTimeout(() => (restored.value = null), restoredShownMs)
}
