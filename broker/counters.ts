import type { DoorRefusalCode } from './refusal.ts'

/** What the door counted since it started; all only rise. */
export interface BrokerCounters {
  connectionsAccepted: number
  publishes: {
    /** On disk before the acknowledgement, whatever the verdict was. */
    committed: number
    /** QoS 0, shed under overload. */
    shed: number
    /** Not committed: no acknowledgement left and the connection was closed. */
    failed: number
  }
  /** Devices that went away without saying so. */
  wills: { committed: number; failed: number }
  refusals: Partial<Record<DoorRefusalCode, number>>
}

export function createCounters(): BrokerCounters {
  return {
    connectionsAccepted: 0,
    publishes: { committed: 0, shed: 0, failed: 0 },
    wills: { committed: 0, failed: 0 },
    refusals: {},
  }
}
