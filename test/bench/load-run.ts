import { startChild } from './child.ts'
import { startDiskProbe } from './disk.ts'
import type { GeneratorMessage, LoadReport, Plan } from './generator/plan.ts'
import { readUsage, type Usage, usageSince } from './process-usage.ts'
import type { Summary } from './samples.ts'

export interface LoadRun {
  report: LoadReport
  /** Of the server process within the measured time. */
  usage: Usage
  fdatasync: Summary
}

const generatorPath = new URL('generator/main.ts', import.meta.url).pathname

/** One load on one server: starts the generator's process and watches the server's meanwhile. */
export async function runLoad(input: {
  plan: Plan
  serverPid: number
  /** A folder on the disk whose syncs are to be timed. */
  folder: string
}): Promise<LoadRun> {
  const generator = startChild<GeneratorMessage>(generatorPath)
  const probe = await startDiskProbe(input.folder)
  try {
    generator.send(input.plan)
    await generator.next('measuring')
    const before = readUsage(input.serverPid)
    await generator.next('measured')
    const usage = usageSince(before, readUsage(input.serverPid))
    const { report } = await generator.next('done')
    return { report, usage, fdatasync: await probe.stop() }
  } finally {
    await generator.stop()
  }
}
