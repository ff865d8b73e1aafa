import type { Network } from './network.ts'
import type { Ride, Task, Vehicle } from './vehicle.ts'

const minute = 60_000

/** Time at a stop: boarding one party, and with a wheelchair ramp. */
const dwellMs = { party: 50_000, wheelchair: 150_000 }
/** A promise once given may slip by so much when others join. */
const promiseSlackMs = 8 * minute
/** Nobody is asked to wait longer for a pick-up than this. */
const longestWaitMs = 40 * minute

export const dwellOf = (task: Task) => (task.ride.wheelchair ? dwellMs.wheelchair : dwellMs.party)

/** Riders come to the stop three minutes before the promised time, not before the wished one. */
export function earliestPickupTs({ wishedTs, promisedTs }: Ride): number {
  const promised = Number.isFinite(promisedTs) ? promisedTs - 3 * minute : wishedTs
  return Math.max(wishedTs, promised)
}

export interface Schedule {
  /** Time of service of each task, epoch ms. */
  times: number[]
  endTs: number
}

/** The longest acceptable time on board: the direct drive and as much again half, plus 12 min. */
function longestRideMs(network: Network, task: Task): number {
  return network.route(task.ride.from.node, task.ride.to.node).durationMs * 1.5 + 12 * minute
}

/** Estimated times of a plan from where and when the vehicle is free. */
export function scheduleOf(network: Network, vehicle: Vehicle, plan: readonly Task[]): Schedule {
  let ts = vehicle.freeTs
  let node = vehicle.node
  const times = plan.map((task) => {
    ts += network.route(node, task.stop.node).durationMs
    if (task.type === 'pickup') ts = Math.max(ts, earliestPickupTs(task.ride))
    node = task.stop.node
    const served = ts
    ts += dwellOf(task)
    return served
  })
  return { times, endTs: ts }
}

/** Does a plan keep the seats, the promises given, and a bearable ride for everyone? */
export function isAcceptable(
  network: Network,
  vehicle: Vehicle,
  planned: { plan: readonly Task[]; schedule: Schedule },
): boolean {
  let seats = vehicle.onboard
  let chairs = 0
  // Those on board already must not be driven about for the sake of others either.
  const boarded = new Map(vehicle.boardedTs)
  return planned.plan.every((task, index) => {
    const ts = planned.schedule.times[index] ?? Infinity
    const { ride } = task
    if (task.type === 'dropoff') {
      seats -= ride.passengers
      chairs -= ride.wheelchair ? 1 : 0
      const since = boarded.get(ride.id)
      return since === undefined || ts - since <= longestRideMs(network, task)
    }
    boarded.set(ride.id, ts)
    seats += ride.passengers
    chairs += ride.wheelchair ? 1 : 0
    const latest = Math.min(ride.promisedTs + promiseSlackMs, ride.wishedTs + longestWaitMs)
    return seats <= vehicle.capacity && chairs <= vehicle.wheelchairPlaces && ts <= latest
  })
}
