import type { Device } from '../devices/device.ts'
import type { EventReason, EventType } from '../mobility/event-words.ts'
import type { Values } from '../readings/values.ts'

/** A number in [0, 1) from a seeded generator; the same seed gives the same city. */
export type Random = () => number

/**
 * The one simulated world that all devices share, as functions of time (epoch ms): one weather,
 * one clock of the city, one fleet. Fictional: everything read from it is 模擬データ.
 */
export interface World {
  /** Rain intensity over the city, mm/h. */
  rainMmPerHour(ts: number): number
  /** Rain fallen in [fromTs, toTs), mm. */
  rainMm(fromTs: number, toTs: number): number
  airTempC(ts: number): number
  humidityPct(ts: number): number
  solarWPerM2(ts: number): number
  /** Level of the water at a gauge, metres in the gauge's own datum. */
  waterLevelM(device: Device, ts: number): number
  /** Share of a facility's usual peak of visitors, 0 … 1. */
  crowd(device: Device, ts: number): number
  /** Where a vehicle is and what it does. */
  vehicle(device: Device, ts: number): SimulatedVehicle
  /** Passenger and trip events of a vehicle with `ts` in [fromTs, toTs), oldest first. */
  events(device: Device, fromTs: number, toTs: number): readonly SimulatedEvent[]
}

/** Payload of the `event` channel; absent fields are not sent. */
export interface SimulatedEvent {
  event_id: string
  ts: number
  type: EventType
  vehicle?: string
  request_id?: string
  trip_id?: string
  stop_id?: string
  to_stop_id?: string
  passengers?: number
  wheelchair?: boolean
  booked_by?: string
  requested_ts?: number
  wished_ts?: number
  promised_ts?: number
  reason?: EventReason
}

export interface SimulatedVehicle {
  lat: number
  lon: number
  speed_mps: number
  heading_deg: number
  onboard: number
  capacity: number
  state: string
  trip_id?: string
  next_stop_id?: string
}

/**
 * What a simulated device says at `ts`: the kind's own fields, without `ts`, `seq` and `boot`.
 * A function of `ts` alone, so a device that is asked twice about a moment repeats itself.
 */
type Simulator = (ts: number) => Values

/** `random` gives a device its own constants (bias, noise seed); it is drawn from at creation only. */
export type Simulate = (input: { device: Device; world: World; random: Random }) => Simulator
