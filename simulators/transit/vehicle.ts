import type { SimulatedEvent } from '#domain/kinds/simulation.ts'
import type { Node } from './graph.ts'
import type { RideRequest, Stop } from './requests.ts'
import type { Route } from './routes.ts'
import { createTrack } from './track.ts'
import type { Motion, Track } from './track.ts'

/** MDS 2.0 passenger-services vehicle states that the simulated fleet takes. */
export type VehicleState = 'available' | 'reserved' | 'on_trip' | 'stopped' | 'non_operational'

/** A booked ride. */
export interface Ride extends RideRequest {
  promisedTs: number
}

export interface Task {
  type: 'pickup' | 'dropoff'
  ride: Ride
  stop: Stop
}

/** What a vehicle did over [fromTs, toTs): drove a track or stood still. */
export interface Segment {
  fromTs: number
  toTs: number
  track: Track
  state: VehicleState
  onboard: number
  tripId: string | undefined
  nextStopId: string | undefined
}

/** A vehicle on its service day. Everything up to `freeTs` is decided and logged. */
export interface Vehicle {
  readonly id: string
  readonly capacity: number
  readonly wheelchairPlaces: number
  readonly startTs: number
  readonly breakTs: number
  readonly log: Segment[]
  readonly events: SimulatedEvent[]
  node: number
  freeTs: number
  heading_deg: number
  phase: 'waiting' | 'working' | 'done'
  breakTaken: boolean
  idleSinceTs: number
  plan: Task[]
  onboard: number
  /** When each ride on board was picked up, by its id. */
  boardedTs: Map<string, number>
  trips: number
  tripId: string | undefined
}

function resting(at: Node, heading_deg: number): Track {
  const motion: Motion = { lat: at.lat, lon: at.lon, speed_mps: 0, heading_deg }
  return { durationMs: 0, at: () => motion }
}

/** Logs standing still from `freeTs` until `toTs`. */
export function stand(vehicle: Vehicle, at: Node, what: { toTs: number; state: VehicleState }) {
  if (what.toTs <= vehicle.freeTs) return
  vehicle.log.push({
    fromTs: vehicle.freeTs,
    toTs: what.toTs,
    track: resting(at, vehicle.heading_deg),
    state: what.state,
    onboard: vehicle.onboard,
    tripId: vehicle.tripId,
    nextStopId: vehicle.plan[0]?.stop.id,
  })
  vehicle.freeTs = what.toTs
}

/** Logs driving a route from `freeTs`; the vehicle is then free at its end. */
export function drive(
  vehicle: Vehicle,
  at: Node,
  what: { route: Route; to: number; state: VehicleState },
) {
  const track = createTrack(what.route, at)
  if (track.durationMs > 0) {
    vehicle.log.push({
      fromTs: vehicle.freeTs,
      toTs: vehicle.freeTs + track.durationMs,
      track,
      state: what.state,
      onboard: vehicle.onboard,
      tripId: vehicle.tripId,
      nextStopId: vehicle.plan[0]?.stop.id,
    })
    vehicle.heading_deg = track.at(track.durationMs).heading_deg
  }
  vehicle.freeTs += Math.ceil(track.durationMs)
  vehicle.node = what.to
}
