import { readdirSync, readFileSync } from 'node:fs'

// Linux counts CPU time for user space in hundredths of a second on every architecture.
const msPerTick = 10

/** CPU time of a process and of its threads by name, ms; peak memory so far, MB. */
export interface Usage {
  cpuMs: number
  threadCpuMs: Record<string, number>
  rssPeakMb: number
}

/** utime + stime of a /proc `stat` line. The name in brackets may hold spaces. */
function ticksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** Reads what the kernel knows of a process now. */
export function readUsage(pid: number): Usage {
  const folder = `/proc/${pid}`
  const threadCpuMs: Record<string, number> = {}
  for (const thread of readdirSync(`${folder}/task`)) {
    const stat = readFileSync(`${folder}/task/${thread}/stat`, 'utf8')
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    threadCpuMs[name] = (threadCpuMs[name] ?? 0) + ticksOf(stat) * msPerTick
  }
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`${folder}/status`, 'utf8'))
  return {
    cpuMs: ticksOf(readFileSync(`${folder}/stat`, 'utf8')) * msPerTick,
    threadCpuMs,
    rssPeakMb: Number(peak?.[1] ?? 0) / 1024,
  }
}

/** What was used between two looks at the same process. */
export function usageSince(before: Usage, after: Usage): Usage {
  const threads = Object.entries(after.threadCpuMs)
    .map(([name, ms]) => [name, ms - (before.threadCpuMs[name] ?? 0)] as const)
    .filter(([, ms]) => ms > 0)
  return {
    cpuMs: after.cpuMs - before.cpuMs,
    threadCpuMs: Object.fromEntries(threads),
    rssPeakMb: after.rssPeakMb,
  }
}
