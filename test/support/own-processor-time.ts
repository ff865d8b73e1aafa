import { readdirSync, readFileSync } from 'node:fs'

// Linux counts in hundredths of a second.
const msPerTick = 10

interface Usage {
  parent: number
  ms: number
}

/** Of a process and of its children that have ended (proc(5), stat); nothing if it is gone. */
function findUsage(pid: string): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, part) => sum + Number(part), 0)
    return { parent: Number(fields[1]), ms: ticks * msPerTick }
  } catch {
    return undefined
  }
}

/**
 * Processor time of this process and of all that it started, those that still run included: a
 * browser and the processes of its pages, for one. In ms.
 */
export function ownProcessorMs(): number {
  const children = Map.groupBy(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const usage = findUsage(name)
        return usage ? [{ pid: Number(name), ...usage }] : []
      }),
    ({ parent }) => parent,
  )
  const sumBelow = (pid: number): number =>
    (children.get(pid) ?? []).reduce((sum, child) => sum + child.ms + sumBelow(child.pid), 0)
  return (findUsage('self')?.ms ?? 0) + sumBelow(process.pid)
}
