import type { Device } from '#domain/devices/device.ts'
import type { GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { LatestReading } from '#domain/wire/device.ts'

/** What the board knows of one device. Objects are replaced on change, never altered. */
export interface DeviceState extends GaugeLevel {
  readonly device: Device
  /** The newest reading by `ts` whose clock is believed; null before the first. */
  readonly latest: LatestReading | null
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
