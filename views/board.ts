import type { Device } from '#domain/devices/device.ts'
import type { GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { LatestReading } from '#domain/wire/device.ts'

/** What the board knows of one device. Objects are replaced on change, never altered. */
export interface DeviceState extends GaugeLevel {
  readonly device: Device
  /** The newest reading by its place; null before the first. */
  readonly latest: LatestReading | null
  /** The reporting interval now in force, ms: it depends on the device and on its mode. */
  readonly intervalMs: number
  /** How long its level has stood still, ms; null for not long, or where that is usual. */
  readonly unchangedMs: number | null
  /** How far the clock behind the newest reading is ahead, ms; null where it is believed. */
  readonly clockOffsetMs: number | null
  /** Connected by MQTT now; null where it never was, or comes over a bridge. */
  readonly online: boolean | null
  /** Since when it is connected, or is not; null where unknown. */
  readonly onlineSinceTs: number | null
  /** Journal sequence at which the connection changed last; -1: not since the start. */
  readonly onlineSeq: number
  /** Receipt of the newest message over a bridge; null for a device that comes otherwise. */
  readonly lastUplinkTs: number | null
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
  /** Devices whose `changeSeq` is greater than `seq`, or whose connection changed since. */
  changedSince(seq: number): DeviceState[]
}
