import type { Device } from './device.ts'
import type { ErrorCode } from './errors.ts'

/** A payload at the door: the sender is already known, the content not yet. */
export interface Incoming {
  device: Device
  channel: 'reading' | 'status' | 'event'
  payload: Uint8Array
  via: 'mqtt' | 'http'
  /** QoS 0: shed first under overload, outside the promise of durability. */
  bestEffort: boolean
}

/** What became of a payload once it is on disk. */
export interface Committed {
  ok: true
  accepted: number
  duplicates: number
  /** `index` within the array; 0 for a single object. */
  quarantined: readonly { index: number; code: ErrorCode; detail: string }[]
}

/** The outcome is not on disk: no acknowledgement may leave. */
export interface NotCommitted {
  ok: false
  code: 'not_committed' | 'overloaded'
  detail: string
}

export type DoorResult = Committed | NotCommitted

/**
 * The one door. MQTT, HTTP and bridges call it with the same payloads and get the same verdicts.
 * `done` is called exactly once, in the order of the calls, after the outcome is fsynced.
 * A callback, not a promise: this is the hot path, called once per publish.
 */
export interface Door {
  accept(incoming: Incoming, done: (result: DoorResult) => void): void
}
