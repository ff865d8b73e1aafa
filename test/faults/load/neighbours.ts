import { readFileSync } from 'node:fs'
import { readUsage } from '#test/bench/process-usage.ts'

// Linux counts in hundredths of a second.
const msPerTick = 10

/** Processor time of the whole machine that was not idle, stolen time included, ms. */
function busyMs(): number {
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/) ?? []
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = ticks.map(Number)
  return (user + nice + system + irq + softIrq + steal) * msPerTick
}

/**
 * How many times longer something may take because neighbours keep the machine busy: all busy
 * processor time over that of this process and the server. 1 on a machine of its own.
 */
export function watchNeighbours(serverPid: number): () => number {
  const ownMs = () => readUsage(process.pid).cpuMs + readUsage(serverPid).cpuMs
  const [busyBefore, ownBefore] = [busyMs(), ownMs()]
  return () => Math.max(1, (busyMs() - busyBefore) / Math.max(1, ownMs() - ownBefore))
}
