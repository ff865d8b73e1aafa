/** Connections to open, from a process of their own. */
export interface StormPlan {
  port: number
  tls: boolean
  devices: readonly { id: string; token: string }[]
  /** Each device waits up to so long before it comes, ms. */
  jitterMs: number
}

export type StormMessage = { type: 'connected'; elapsedMs: number; retries: number }
