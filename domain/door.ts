import type { Device } from './devices/device.ts'
import type { Unsaid } from './payload/message.ts'
import type { ErrorCode } from './words/errors.ts'
import type { UplinkAddress } from './payload/quarantine.ts'
import type { Refusal } from './words/refusal.ts'

/** A payload at the door: the sender is already known, the content not yet. */
export interface Incoming {
  device: Device
  channel: 'reading' | 'status' | 'event'
  payload: Uint8Array
  via: 'mqtt' | 'http' | 'bridge'
  /** QoS 0: shed first under overload, outside the promise of durability. */
  bestEffort: boolean
  /** Where it was translated from: quarantine shows what came, not what we made of it. */
  bridged?: Bridged
}

/** A payload that a bridge translated. */
export interface Bridged {
  from: UplinkAddress
  /** As it came. */
  original: Uint8Array
  /** Fields that the sensor gave no value of; missing where it gave all. */
  unsaid?: readonly Unsaid[] | undefined
  /** The network server's time where the gateway's, which the payload has, contradicts it. */
  networkTs?: number | undefined
}

/** What a bridge could not translate: kept in quarantine with the reason, then acknowledged. */
export interface Untranslated {
  /** Null where no device is registered for the address. */
  device: Device | null
  via: 'bridge'
  /** As it came. */
  payload: Uint8Array
  bestEffort: boolean
  from: UplinkAddress
  refusal: Refusal
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
  code: 'not_committed' | 'overloaded' | 'over_budget'
  detail: string
  /** When to come back; absent where nobody knows. */
  retryAfterMs?: number
}

export type DoorResult = Committed | NotCommitted

/**
 * The one door. MQTT, HTTP and bridges call it with the same payloads and get the same verdicts.
 * `done` is called exactly once, in the order of the calls, after the outcome is fsynced.
 * A callback, not a promise: this is the hot path, called once per publish.
 */
export interface Door {
  accept(incoming: Incoming | Untranslated, done: (result: DoorResult) => void): void
  /** How long until a device has paid for the readings it stored above its budget, ms; 0: no debt. */
  debtMs(deviceId: string): number
}
