/** One spell, to the process of the devices. */
export interface DemandRequest {
  port: number
  reads: boolean
  devices: readonly { id: string; token: string; topic: string; publishes: boolean }[]
  /** It lasts so long, and where nobody reads until each was cut off once, but not for ever. */
  atLeastMs: number
  atMostMs: number
}

export interface DemandMessage {
  type: 'ended'
  /** Connections that the server ended. */
  cut: number
  /** When each device was cut off first, ms after the start, of those that were. */
  firstCutMs: readonly number[]
}
