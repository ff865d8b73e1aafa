import type { Reporter, TestModule } from 'vitest/node'
import { ownProcessorMs } from '../own-processor-time.ts'

const listedMax = 10
const inSeconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const costOf = (file: TestModule) => file.meta().processorMs ?? 0

function tell(files: readonly TestModule[]): void {
  console.log(`processor time: ${inSeconds(ownProcessorMs())}; the dearest files:`)
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
    // What the workers used is known once they have ended.
    process.once('exit', () => tell(files))
  },
}
