import type { SimulatedEvent } from '#domain/kinds/simulation.ts'
import type { EventReason, EventType } from '#domain/mobility/event-words.ts'
import type { Network } from './network.ts'
import type { RideRequest } from './requests.ts'
import { dwellOf, earliestPickupTs } from './schedule.ts'
import { drive, stand } from './vehicle.ts'
import type { Ride, Task, Vehicle } from './vehicle.ts'

const minute = 60_000

/** An idle vehicle moves on to a hub after this time. */
const idleMs = 3 * minute
export const breakMs = 45 * minute
/** A driver waits so long after the promised time before it counts as a no-show. */
const noShowWaitMs = 3 * minute
/** Aim to arrive this much before a wished time. */
const earlyMs = minute

interface DutyOptions {
  network: Network
  /** No new work after this; then home. */
  endTs: number
}

type EventDetails = Omit<SimulatedEvent, 'event_id' | 'ts' | 'type'>

/** Notes an event in the log of the vehicle whose unit reports it; `details` may name a vehicle. */
export function record(
  reporter: Vehicle,
  at: { ts: number; type: EventType },
  details: EventDetails = {},
) {
  const ts = Math.round(at.ts)
  const about = details.request_id ?? `${reporter.id}-${ts}`
  reporter.events.push({ event_id: `${about}-${at.type}`, ts, type: at.type, ...details })
}

/** What every event of a ride says of it, wherever it happens. */
export const detailsOf = (ride: RideRequest): EventDetails => ({
  request_id: ride.id,
  stop_id: ride.from.id,
  to_stop_id: ride.to.id,
  passengers: ride.passengers,
  wheelchair: ride.wheelchair,
  requested_ts: ride.ts,
  wished_ts: ride.wishedTs,
})

/** Who calls a ride off, and why. */
function cancellationOf({ cancelledBy }: Ride): { type: EventType; reason?: EventReason } {
  switch (cancelledBy) {
    case 'passenger':
      return { type: 'passenger_cancellation' }
    case 'provider':
      return { type: 'provider_cancellation', reason: 'vehicle_down' }
    case 'driver':
      return { type: 'driver_cancellation', reason: 'other' }
  }
}

/** Forgets rides that were called off before the vehicle set out to them. */
function dropCancelled(vehicle: Vehicle) {
  for (const { type, ride } of vehicle.plan) {
    const { cancelTs } = ride
    if (type !== 'pickup' || cancelTs === null || cancelTs > vehicle.freeTs) continue
    const { type: said, ...why } = cancellationOf(ride)
    const details = { ...detailsOf(ride), vehicle: vehicle.id, promised_ts: ride.promisedTs }
    record(vehicle, { ts: cancelTs, type: said }, { ...details, ...why })
    vehicle.plan = vehicle.plan.filter((task) => task.ride.id !== ride.id)
  }
  if (vehicle.plan.length === 0 && vehicle.onboard === 0) vehicle.tripId = undefined
}

/** Serves the task the vehicle stands at: doors open now, the dwell follows. */
function serve({ network }: DutyOptions, vehicle: Vehicle, task: Task) {
  const at = network.nodeAt(vehicle.node)
  const { ride } = task
  if (task.type === 'pickup') {
    stand(vehicle, at, { toTs: earliestPickupTs(ride), state: 'stopped' })
  }
  const details: EventDetails = {
    ...detailsOf(ride),
    vehicle: vehicle.id,
    stop_id: task.stop.id,
    promised_ts: ride.promisedTs,
    ...(vehicle.tripId && { trip_id: vehicle.tripId }),
  }
  if (task.type === 'pickup' && ride.noShow) {
    const giveUpTs = Math.max(vehicle.freeTs, ride.promisedTs) + noShowWaitMs
    stand(vehicle, at, { toTs: giveUpTs, state: 'stopped' })
    record(vehicle, { ts: giveUpTs, type: 'no_show' }, details)
    vehicle.plan = vehicle.plan.filter((other) => other.ride.id !== ride.id)
  } else {
    record(vehicle, { ts: vehicle.freeTs, type: task.type }, details)
    vehicle.onboard += task.type === 'pickup' ? ride.passengers : -ride.passengers
    if (task.type === 'pickup') vehicle.boardedTs.set(ride.id, vehicle.freeTs)
    else vehicle.boardedTs.delete(ride.id)
    vehicle.plan = vehicle.plan.slice(1)
    stand(vehicle, at, { toTs: vehicle.freeTs + dwellOf(task), state: 'stopped' })
  }
  vehicle.idleSinceTs = vehicle.freeTs
  if (vehicle.onboard === 0) vehicle.tripId = undefined
}

/** Goes to the next task, or waits for the right time to leave. Decides nothing after `untilTs`. */
function work(options: DutyOptions, vehicle: Vehicle, until: { task: Task; untilTs: number }) {
  const { network } = options
  const { task, untilTs } = until
  const at = network.nodeAt(vehicle.node)
  const route = network.route(vehicle.node, task.stop.node)
  const leaveTs =
    task.type === 'pickup' ? task.ride.wishedTs - earlyMs - route.durationMs : -Infinity
  const standing = vehicle.onboard > 0 ? 'stopped' : 'reserved'
  if (leaveTs > vehicle.freeTs) {
    stand(vehicle, at, { toTs: Math.ceil(Math.min(leaveTs, untilTs + 1)), state: standing })
    return
  }
  if (!vehicle.tripId) {
    vehicle.trips += 1
    vehicle.tripId = `${vehicle.id}-${vehicle.startTs / minute}-${vehicle.trips}`
  }
  const state = vehicle.onboard > 0 ? 'on_trip' : 'reserved'
  drive(vehicle, at, { route, to: task.stop.node, state })
  serve(options, vehicle, task)
}

function takeBreak({ network }: DutyOptions, vehicle: Vehicle) {
  record(vehicle, { ts: vehicle.freeTs, type: 'break_start' }, { vehicle: vehicle.id })
  const toTs = vehicle.freeTs + breakMs
  stand(vehicle, network.nodeAt(vehicle.node), { toTs, state: 'non_operational' })
  record(vehicle, { ts: toTs, type: 'break_end' }, { vehicle: vehicle.id })
  vehicle.breakTaken = true
  vehicle.idleSinceTs = toTs
}

function goHome({ network }: DutyOptions, vehicle: Vehicle) {
  const route = network.route(vehicle.node, network.depot)
  drive(vehicle, network.nodeAt(vehicle.node), { route, to: network.depot, state: 'available' })
  record(vehicle, { ts: vehicle.freeTs, type: 'service_end' }, { vehicle: vehicle.id })
  vehicle.phase = 'done'
}

/** Nothing to do: wait a while where it is, then wait at the next hub of its round. */
function idle({ network, endTs }: DutyOptions, vehicle: Vehicle, untilTs: number) {
  const at = network.nodeAt(vehicle.node)
  const moveTs = vehicle.idleSinceTs + idleMs
  if (moveTs > vehicle.freeTs) {
    const toTs = Math.min(moveTs, Math.max(endTs, vehicle.freeTs + 1), untilTs + 1)
    stand(vehicle, at, { toTs, state: 'available' })
    return
  }
  const hub = network.hubs[(network.hubs.indexOf(vehicle.node) + 1) % network.hubs.length]
  const to = hub ?? network.depot
  drive(vehicle, at, { route: network.route(vehicle.node, to), to, state: 'available' })
  vehicle.freeTs += 1
  vehicle.idleSinceTs = vehicle.freeTs
}

/** Lets a vehicle do its duty until everything up to `untilTs` is decided. */
export function advance(options: DutyOptions, vehicle: Vehicle, untilTs: number) {
  while (vehicle.freeTs <= untilTs && vehicle.phase !== 'done') {
    if (vehicle.phase === 'waiting') {
      const at = options.network.nodeAt(vehicle.node)
      stand(vehicle, at, { toTs: vehicle.startTs, state: 'non_operational' })
      record(vehicle, { ts: vehicle.startTs, type: 'service_start' }, { vehicle: vehicle.id })
      vehicle.phase = 'working'
      vehicle.idleSinceTs = vehicle.startTs
      continue
    }
    dropCancelled(vehicle)
    const task = vehicle.plan[0]
    if (task) work(options, vehicle, { task, untilTs })
    else if (vehicle.freeTs >= options.endTs) goHome(options, vehicle)
    else if (!vehicle.breakTaken && vehicle.freeTs >= vehicle.breakTs) takeBreak(options, vehicle)
    else idle(options, vehicle, untilTs)
  }
}
