import type { Clock } from '#domain/operation/clock.ts'
import { readThreadCpuMs } from './thread-cpu.ts'

/** Shorter spans say more about one call than about the load. */
const spanMs = 500

/** The share of time, 0…1, that this thread spent computing, over about half a second. */
export function createBusyShare(clock: Clock): () => number {
  let cpuMs = readThreadCpuMs()
  let atMs = clock.monotonicMs()
  let share = 0
  return () => {
    const elapsedMs = clock.monotonicMs() - atMs
    if (elapsedMs < spanMs) return share
    const cpuNowMs = readThreadCpuMs()
    // After a long silence this is the mean over all of it, which is calm: just what it was.
    share = Math.min(1, (cpuNowMs - cpuMs) / elapsedMs)
    cpuMs = cpuNowMs
    atMs += elapsedMs
    return share
  }
}
