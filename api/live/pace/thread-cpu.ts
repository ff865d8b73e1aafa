import process from 'node:process'

/**
 * CPU time of this thread so far, ms. Unlike the clock on the wall it does not run while other
 * programs have the processor, so a busy neighbour does not look like our own work.
 */
export function readThreadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
