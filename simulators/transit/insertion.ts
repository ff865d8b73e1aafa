import type { Network } from './network.ts'
import type { RideRequest } from './requests.ts'
import { isAcceptable, scheduleOf } from './schedule.ts'
import type { Ride, Task, Vehicle } from './vehicle.ts'

const minute = 60_000

export interface Offer {
  vehicle: Vehicle
  plan: Task[]
  pickupTs: number
  /** Extra time of the vehicle plus half the rider's wait, ms: the smaller the better. */
  cost: number
}

/** Every way to put a pick-up and a later drop-off into a plan. */
function* plansWith(plan: readonly Task[], ride: Ride): Generator<{ plan: Task[]; index: number }> {
  for (let index = 0; index <= plan.length; index += 1) {
    for (let last = index; last <= plan.length; last += 1) {
      const longer = [...plan]
      longer.splice(last, 0, { type: 'dropoff', ride, stop: ride.to })
      longer.splice(index, 0, { type: 'pickup', ride, stop: ride.from })
      yield { plan: longer, index }
    }
  }
}

/** The best place for a ride in one vehicle's plan, if it fits at all. */
export function findOffer(
  network: Network,
  vehicle: Vehicle,
  ask: { request: RideRequest; endTs: number },
): Offer | undefined {
  const { request, endTs } = ask
  const ride: Ride = { ...request, promisedTs: Infinity }
  const before = scheduleOf(network, vehicle, vehicle.plan).endTs
  let best: Offer | undefined
  for (const { plan, index } of plansWith(vehicle.plan, ride)) {
    const schedule = scheduleOf(network, vehicle, plan)
    const pickupTs = schedule.times[index] ?? Infinity
    const cost = schedule.endTs - before + (pickupTs - request.wishedTs) / 2
    const late = schedule.endTs > endTs + 40 * minute
    if (late || cost >= (best?.cost ?? Infinity)) continue
    if (isAcceptable(network, vehicle, { plan, schedule })) best = { vehicle, plan, pickupTs, cost }
  }
  return best
}

/** The promised time: the estimate with two minutes to spare, on the full minute. */
export function promiseOf(offer: Offer, request: RideRequest): number {
  const estimate = Math.ceil((offer.pickupTs + 2 * minute) / minute) * minute
  return offer.pickupTs <= request.wishedTs ? request.wishedTs : estimate
}
