import type { Reporter, TestModule } from 'vitest/node'

const listedMax = 10
const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const costOf = (file: TestModule) => file.meta().processorMs ?? 0
const folderOf = (file: TestModule) => /^test\/(\w+)\//.exec(file.relativeModuleId)?.[1] ?? '.'
const sum = (files: readonly TestModule[]) => files.reduce((ms, file) => ms + costOf(file), 0)

function tell(files: readonly TestModule[]): void {
  const { user, system } = process.cpuUsage()
  const allMs = sum(files) + (user + system) / 1_000
  const folders = [...Map.groupBy(files, folderOf)]
    .map(([folder, within]) => ({ folder, ms: sum(within) }))
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ folder, ms }) => `${folder} ${inSeconds(ms)}`)
  console.log(`processor time: ${inSeconds(allMs)}; ${folders.join(', ')}; the dearest files:`)
  for (const file of files.toSorted((a, b) => costOf(b) - costOf(a)).slice(0, listedMax)) {
    console.log(`${inSeconds(costOf(file)).padStart(8)}  ${file.relativeModuleId}`)
  }
}

/**
 * Says at the end where the processor time went, so that nobody's test makes all of them slow
 * unseen. On a machine that is busy with others it varies far less than the clock's time.
 */
export const costReporter: Reporter = {
  onTestRunEnd(files) {
    process.once('exit', () => tell(files))
  },
}
