import type { Device } from '#domain/devices/device.ts'
import { createRandom, mixSeeds, seedOf } from '#domain/kinds/seeded.ts'
import type { SimulatedEvent, SimulatedVehicle, World } from '#domain/kinds/simulation.ts'
import type { CityTime } from '../world/local-time.ts'
import type { Node } from './graph.ts'
import { createNetwork } from './network.ts'
import type { TransitStop } from './network.ts'
import { drawRequests } from './requests.ts'
import { serviceDayAt, shiftOf, specOf } from './roster.ts'
import type { NumberedDay } from './roster.ts'
import { playServiceDay } from './service-day.ts'
import type { VehicleLog } from './service-day.ts'
import type { Shift } from './shift.ts'

const hour = 3_600_000

interface TransitOptions {
  seed: number
  time: CityTime
  /** Places without a stop that roads pass through. */
  places: readonly Node[]
  stops: readonly TransitStop[]
  vehicles: readonly Device[]
}

type DayLogs = ReadonlyMap<string, VehicleLog>

/** Service days kept: two shifts times a fortnight. */
const rememberedDays = 28

/** Plays service days on demand; each follows from the seed, the shift and its date alone. */
function createPlayer(options: TransitOptions, network: ReturnType<typeof createNetwork>) {
  const { seed, time, vehicles } = options
  const stops = options.stops.map(({ id, role }, node) => ({ node, id, role }))
  const played = new Map<string, DayLogs>()
  const localHour = (ts: number) => time.at(ts).hour

  const playDay = (shift: Shift, day: NumberedDay): DayLogs => {
    const random = createRandom(mixSeeds(mixSeeds(seed, day.number), seedOf(shift.id)))
    const specs = vehicles.filter((device) => shiftOf(device) === shift).map(specOf)
    const requests = drawRequests({
      random,
      stops,
      idPrefix: `r${day.number}-${shift.id}`,
      startTs: day.startTs,
      endTs: day.endTs - hour / 2,
      perHour: (ts) => specs.length * (shift.requestsPerHour[Math.floor(localHour(ts))] ?? 0),
      localHour,
    })
    return playServiceDay({ day, network, specs, requests, random })
  }

  return (shift: Shift, day: NumberedDay): DayLogs => {
    const key = `${shift.id} ${day.number}`
    const known = played.get(key) ?? playDay(shift, day)
    if (played.size >= rememberedDays) played.clear()
    played.set(key, known)
    return known
  }
}

function segmentAt(log: VehicleLog, ts: number) {
  let [low, high] = [0, log.segments.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((log.segments[middle]?.fromTs ?? Infinity) <= ts) low = middle
    else high = middle - 1
  }
  return log.segments[low]
}

/** The vehicle at a moment of its log; after the last segment it rests where that ended. */
function vehicleAt(log: VehicleLog, capacity: number, ts: number): SimulatedVehicle | undefined {
  const segment = segmentAt(log, ts)
  if (!segment) return undefined
  const { track, tripId, nextStopId } = segment
  const resting = ts > segment.toTs
  const motion = track.at(ts - segment.fromTs)
  if (resting) return { ...motion, speed_mps: 0, onboard: 0, capacity, state: 'non_operational' }
  return {
    ...motion,
    onboard: segment.onboard,
    capacity,
    state: segment.state,
    ...(tripId && { trip_id: tripId }),
    ...(nextStopId && { next_stop_id: nextStopId }),
  }
}

/** The demand-responsive service as functions of time. Fictional; its stops are real places. */
export function createTransit(options: TransitOptions): Pick<World, 'vehicle' | 'events'> {
  const { time } = options
  const network = createNetwork(options)
  const play = createPlayer(options, network)
  return {
    vehicle(device, ts) {
      const shift = shiftOf(device)
      const { capacity } = specOf(device)
      const log = play(shift, serviceDayAt(time, shift, ts)).get(device.id)
      const vehicle = log && vehicleAt(log, capacity, ts)
      if (vehicle) return vehicle
      const { lat, lon } = network.nodeAt(network.depot)
      const parked = { speed_mps: 0, heading_deg: 0, onboard: 0, capacity }
      return { lat, lon, ...parked, state: 'non_operational' }
    },
    events(device, fromTs, toTs) {
      const events: SimulatedEvent[] = []
      const shift = shiftOf(device)
      for (let ts = fromTs; ts < toTs;) {
        const day = serviceDayAt(time, shift, ts)
        const log = play(shift, day).get(device.id)
        events.push(...(log?.events.filter((event) => event.ts >= fromTs && event.ts < toTs) ?? []))
        ts = day.toTs
      }
      return events
    },
  }
}
