import { readFileSync } from 'node:fs'
import { startDiskProbe } from '#test/bench/disk.ts'
import { ownProcessorMs } from '#test/support/own-processor-time.ts'

// Linux counts in hundredths of a second.
const msPerTick = 10

/** Processor time of the whole machine that was not idle, stolen time included, ms. */
function busyMs(): number {
  const [, ...ticks] = readFileSync('/proc/stat', 'utf8').split('\n')[0]?.split(/\s+/) ?? []
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = ticks.map(Number)
  return (user + nice + system + irq + softIrq + steal) * msPerTick
}

/** What the machine's other guests did to a scenario. */
export interface MachineReport {
  /**
   * How many times longer something may have taken because neighbours kept the processors busy:
   * all busy processor time over our own. 1 on a machine of our own.
   */
  slower: number
  /** p99 of an fdatasync of one page beside the scenario, ms. */
  syncP99Ms: number
}

/** Watches until `stop`, which must come after all processes of the scenario have ended. */
export async function watchMachine(folder: string): Promise<{ stop(): Promise<MachineReport> }> {
  const probe = await startDiskProbe(folder)
  const [busyBefore, ownBefore] = [busyMs(), ownProcessorMs()]
  return {
    async stop() {
      const slower = (busyMs() - busyBefore) / Math.max(1, ownProcessorMs() - ownBefore)
      const { p99 } = await probe.stop()
      return { slower: Math.max(1, slower), syncP99Ms: p99 }
    },
  }
}
