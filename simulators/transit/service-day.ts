import type { Random, SimulatedEvent } from '#domain/kinds/simulation.ts'
import { advance, breakMs, detailsOf, record } from './duty.ts'
import { findOffer, promiseOf } from './insertion.ts'
import type { Network } from './network.ts'
import type { RideRequest } from './requests.ts'
import type { Segment, Vehicle } from './vehicle.ts'

const minute = 60_000

/** One shift's day from turn to turn; vehicles stand at the depot outside service. */
export interface ServiceDay {
  fromTs: number
  toTs: number
  startTs: number
  endTs: number
}

export interface VehicleSpec {
  id: string
  capacity: number
  wheelchairPlaces: number
}

/** What one vehicle did on one service day: no gap from turn to turn, events oldest first. */
export interface VehicleLog {
  segments: readonly Segment[]
  events: readonly SimulatedEvent[]
}

interface ServiceDayOptions {
  day: ServiceDay
  network: Network
  specs: readonly VehicleSpec[]
  requests: readonly RideRequest[]
  random: Random
}

function createVehicles({ day, network, specs, random }: ServiceDayOptions): Vehicle[] {
  const half = (day.endTs - day.startTs) / 2
  return specs.map((spec, index) => ({
    ...spec,
    startTs: day.startTs + Math.min(index, 3) * 12 * minute,
    // Staggered, so that never all drivers rest at once.
    breakTs:
      day.startTs + half - 2 * breakMs + index * breakMs + Math.round(random() * 10) * minute,
    log: [],
    events: [],
    node: network.depot,
    freeTs: day.fromTs,
    heading_deg: 0,
    phase: 'waiting',
    breakTaken: false,
    idleSinceTs: day.fromTs,
    plan: [],
    onboard: 0,
    boardedTs: new Map(),
    trips: 0,
    tripId: undefined,
  }))
}

const bookingOf = (request: RideRequest) => ({
  ...detailsOf(request),
  booked_by: request.bookedBy,
})

/** A call comes in: the cheapest vehicle that can keep all promises takes it, or it is refused. */
function dispatch(options: ServiceDayOptions, vehicles: readonly Vehicle[], request: RideRequest) {
  const { network, day } = options
  const [offer] = vehicles
    .filter(({ phase }) => phase !== 'done')
    .flatMap((vehicle) => findOffer(network, vehicle, { request, endTs: day.endTs }) ?? [])
    .toSorted((a, b) => a.cost - b.cost)
  const booking = bookingOf(request)
  const answeredTs = request.ts + 15_000
  if (!offer) {
    // The dispatcher's answer travels over the first vehicle's unit; it names no vehicle.
    const relay = vehicles[0]
    if (!relay) return
    record(relay, { ts: request.ts, type: 'request' }, booking)
    const refusal = { ...booking, reason: 'no_capacity' } as const
    record(relay, { ts: answeredTs, type: 'refused' }, refusal)
    return
  }
  const promisedTs = promiseOf(offer, request)
  const ride = { ...request, promisedTs }
  offer.vehicle.plan = offer.plan.map((task) =>
    task.ride.id === request.id ? { ...task, ride } : task,
  )
  const booked = { ...booking, vehicle: offer.vehicle.id }
  record(offer.vehicle, { ts: request.ts, type: 'request' }, booked)
  const quote = { ...booked, promised_ts: promisedTs }
  record(offer.vehicle, { ts: answeredTs, type: 'quote' }, quote)
}

/** Plays one service day: bookings come in order and change only what lies after them. */
export function playServiceDay(options: ServiceDayOptions): Map<string, VehicleLog> {
  const { day, network, requests } = options
  const vehicles = createVehicles(options)
  const duty = { network, endTs: day.endTs }
  for (const request of requests) {
    for (const vehicle of vehicles) advance(duty, vehicle, request.ts)
    dispatch(options, vehicles, request)
  }
  return new Map(
    vehicles.map((vehicle) => {
      advance(duty, vehicle, Infinity)
      const events = vehicle.events.toSorted((a, b) => a.ts - b.ts)
      return [vehicle.id, { segments: vehicle.log, events }]
    }),
  )
}
