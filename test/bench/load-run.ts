import { startChild } from './child.ts'
import { startDiskProbe } from './disk.ts'
import type { GeneratorMessage, LoadReport, Plan } from './generator/plan.ts'
import { readUsage, type Usage, usageSince } from './process-usage.ts'
import type { Summary } from './samples.ts'

/** One load on one server. */
export interface LoadRun<Report = LoadReport> {
  report: Report
  /** Of the server process within the measured time. */
  usage: Usage
  fdatasync: Summary
}

/** A process that loads the server and says where the measured time begins and ends. */
interface Loading<Report> {
  measuring: () => Promise<unknown>
  measured: () => Promise<unknown>
  done: () => Promise<{ report: Report }>
}

interface Watched {
  serverPid: number
  /** A folder on the disk whose syncs are to be timed. */
  folder: string
}

const generatorPath = new URL('generator/main.ts', import.meta.url).pathname

/** Watches the server's process and the disk while a load that has its plan already runs. */
export async function watchLoad<Report>(
  loading: Loading<Report>,
  { serverPid, folder }: Watched,
): Promise<LoadRun<Report>> {
  const probe = await startDiskProbe(folder)
  await loading.measuring()
  const before = readUsage(serverPid)
  await loading.measured()
  const usage = usageSince(before, readUsage(serverPid))
  const { report } = await loading.done()
  return { report, usage, fdatasync: await probe.stop() }
}

/** Starts the generator's process and watches the server's meanwhile. */
export async function runLoad({ plan, ...watched }: Watched & { plan: Plan }): Promise<LoadRun> {
  const generator = startChild<GeneratorMessage>(generatorPath)
  try {
    generator.send(plan)
    const loading = {
      measuring: () => generator.next('measuring'),
      measured: () => generator.next('measured'),
      done: () => generator.next('done'),
    }
    return await watchLoad(loading, watched)
  } finally {
    await generator.stop()
  }
}
