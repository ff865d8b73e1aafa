import type { Summary } from '../samples.ts'

/** What the far broker shall send to the one client that subscribes to it. */
export interface FarPlan {
  devEuis: readonly string[]
  /** Sent and not yet acknowledged at most. */
  window: number
  /** Uplinks a second over all devices in turn; null: as fast as the acknowledgements come. */
  ratePerS: number | null
  firstTs: number
  /** Not measured: caches fill, code gets compiled. */
  warmUpMs: number
  measureMs: number
}

export interface FarReport {
  /** Within the measured time. */
  acked: number
  elapsedMs: number
  /** From the far broker's publish to the acknowledgement. */
  ack: Summary
  /** Warm-up included. */
  sentTotal: number
  ackedTotal: number
  /** Paced uplinks that waited, because the window was full of older ones. */
  heldBack: number
  /** The far broker's own CPU time within the measured time, ms. */
  cpuMs: number
}

export type FarMessage =
  | { type: 'listening'; port: number }
  | { type: 'subscribed' }
  | { type: 'measuring' }
  | { type: 'measured' }
  | { type: 'done'; report: FarReport }
