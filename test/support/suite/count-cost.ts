/** Notes what each test file costs, for `cost-reporter.ts`. */
import { afterAll } from 'vitest'
import { ownProcessorMs } from '../own-processor-time.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Processor time of the file, with the processes that it started and that have ended, ms. */
    processorMs?: number
  }
}

// Runs anew for each file, also where files share a process one after the other.
const beforeMs = ownProcessorMs()

// Hooks end in reverse order: this one is the last of the file.
afterAll(({}, file) => {
  file.meta.processorMs = ownProcessorMs() - beforeMs
})
