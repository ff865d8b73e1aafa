import type { Device } from '#domain/devices/device.ts'
import type { Level } from '#domain/alarms/levels.ts'
import type { LastLevel, LatestReading } from '#domain/wire/device.ts'

/** What the board knows of one device. Objects are replaced on change, never altered. */
export interface DeviceState {
  readonly device: Device
  /** The newest reading by `ts` whose clock is believed; null before the first. */
  readonly latest: LatestReading | null
  /**
   * Level of the newest value of the kind's level field, whatever else came after it; null without
   * thresholds, or where that value is missing or failed. It does not age: whoever shows it looks
   * at the time in `lastLevel` too.
   */
  readonly level: Level | null
  /** The last level that was known; where `level` is one, that with its value and time. */
  readonly lastLevel: LastLevel | null
  /** The reporting interval now in force, ms: it depends on the device and on its mode. */
  readonly intervalMs: number
  /** What the device's connection said last; null if it never did. */
  readonly online: boolean | null
  /** Journal sequence of the last change; 0 before the first. */
  readonly changeSeq: number
}

/** The newest of everything, in memory: a projection of the journal that survives restarts. */
export interface Board {
  /** Journal sequence up to which everything is applied. */
  readonly seq: number
  /** Throws for a device that is not registered. */
  get(id: string): DeviceState
  find(id: string): DeviceState | undefined
  list(): DeviceState[]
  /** Devices whose `changeSeq` is greater than `seq`. */
  changedSince(seq: number): DeviceState[]
}
