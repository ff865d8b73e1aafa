import { readFileSync } from 'node:fs'

// Linux counts in hundredths of a second.
const msPerTick = 10

/** Processor time of this process and of all its children that have ended (proc(5), stat), ms. */
export function ownProcessorMs(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * msPerTick
}
