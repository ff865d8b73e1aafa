/** Notes what each test file costs, for `cost-reporter.ts`. */
import { afterAll } from 'vitest'
import { ownProcessorMs } from '../own-processor-time.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** Processor time of the file, with all processes that it started, browsers too, ms. */
    processorMs?: number
  }
}

// Files share a process one after the other; the first pays for its start.
const process = globalThis as { countedMs?: number }

// Hooks end in reverse order: this one is the last of the file.
afterAll(({}, file) => {
  const untilNowMs = ownProcessorMs()
  file.meta.processorMs = untilNowMs - (process.countedMs ?? 0)
  process.countedMs = untilNowMs
})
