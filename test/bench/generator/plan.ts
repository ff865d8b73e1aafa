import type { Summary } from '../samples.ts'
import type { BenchDevice } from './publisher.ts'

/** What the generator shall send. */
export interface Plan {
  host: string
  port: number
  devices: readonly BenchDevice[]
  /** Readings in flight per connection. */
  window: number
  /** Readings per second over all devices in turn; null: as fast as the acknowledgements come. */
  ratePerS: number | null
  firstTs: number
  tsStepMs: number
  /** Not measured: caches fill, code gets compiled. */
  warmUpMs: number
  measureMs: number
}

/** What came of it. */
export interface LoadReport {
  /** Within the measured time. */
  acked: number
  elapsedMs: number
  /** Begin and end of the measured time on the machine's monotonic clock. */
  measuredFromMs: number
  measuredUntilMs: number
  ack: Summary
  /** From the first reading to the last, warm-up included. */
  sentTotal: number
  ackedTotal: number
  /** Paced readings that were not sent, because the device's window was full of older ones. */
  heldBack: number
  /** The generator's own CPU time within the measured time, ms. */
  cpuMs: number
  /** For each device the times of its publishes, on the machine's monotonic clock. */
  sentAtMs: Float64Array[]
}

export type GeneratorMessage =
  { type: 'measuring' } | { type: 'measured' } | { type: 'done'; report: LoadReport }
