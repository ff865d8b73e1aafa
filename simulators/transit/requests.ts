import type { Random } from '#domain/kinds/simulation.ts'

/** What riders go to a stop for; decides who travels where at which hour. */
export const stopRoles = ['home', 'medical', 'shopping', 'public'] as const
export type StopRole = (typeof stopRoles)[number]

export interface Stop {
  /** Index of the stop's node in the graph. */
  node: number
  id: string
  role: StopRole
}

export interface RideRequest {
  id: string
  /** When it was booked, epoch ms. */
  ts: number
  /** The wished time of pick-up, epoch ms. */
  wishedTs: number
  from: Stop
  to: Stop
  passengers: number
  wheelchair: boolean
  bookedBy: 'phone' | 'app' | 'web'
  /** It is called off then; null if not. */
  cancelTs: number | null
  /** By whom, if it is. */
  cancelledBy: 'passenger' | 'provider' | 'driver'
  noShow: boolean
}

interface DrawOptions {
  random: Random
  idPrefix: string
  stops: readonly Stop[]
  startTs: number
  endTs: number
  /** Requests an hour of the whole shift at a moment. */
  perHour: (ts: number) => number
  localHour: (ts: number) => number
}

const minute = 60_000

function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)]
}

function drawStops({ random, stops, localHour }: DrawOptions, ts: number) {
  const homes = stops.filter(({ role }) => role === 'home')
  const errands = stops.filter(({ role }) => role !== 'home')
  const home = pick(random, homes.length > 0 ? homes : stops)
  const errand = pick(random, errands.length > 0 ? errands : stops)
  const outward = random() < (localHour(ts) < 11 ? 0.85 : 0.3)
  return outward ? { from: home, to: errand } : { from: errand, to: home }
}

function drawParty(random: Random): Pick<RideRequest, 'passengers' | 'wheelchair' | 'bookedBy'> {
  const [party, chair, way] = [random(), random(), random()]
  return {
    passengers: party < 0.74 ? 1 : party < 0.94 ? 2 : 3,
    wheelchair: chair < 0.07,
    bookedBy: way < 0.6 ? 'phone' : way < 0.85 ? 'app' : 'web',
  }
}

/**
 * One ride in 25 is called off by the rider soon after, three riders in a hundred do not come; a
 * vehicle breaks down for one ride in a hundred, and rarely a driver gives one back.
 */
function drawFate(
  random: Random,
  ts: number,
): Pick<RideRequest, 'cancelTs' | 'cancelledBy' | 'noShow'> {
  const [fate, after] = [random(), random()]
  const isOff = fate < 0.04 || (fate >= 0.07 && fate < 0.085)
  return {
    cancelTs: isOff ? ts + Math.round((3 + 12 * after) * minute) : null,
    cancelledBy: fate < 0.04 ? 'passenger' : fate < 0.08 ? 'provider' : 'driver',
    noShow: fate >= 0.04 && fate < 0.07,
  }
}

function drawRequest(options: DrawOptions, ts: number, number: number): RideRequest | undefined {
  const { random, idPrefix, endTs } = options
  const { from, to } = drawStops(options, ts)
  const party = drawParty(random)
  const fate = drawFate(random, ts)
  const lead = random()
  if (!from || !to || from.node === to.node) return undefined
  // A third book half an hour to two hours ahead, the others want to go now.
  const ahead = lead < 1 / 3 ? (30 + 270 * lead) * minute : 0
  const wishedTs = Math.min(Math.ceil((ts + ahead) / minute) * minute, endTs)
  const id = `${idPrefix}-${String(number).padStart(3, '0')}`
  return { id, ts, wishedTs, from, to, ...party, ...fate }
}

/** A shift's ride requests: a Poisson process whose rate follows the hour, oldest first. */
export function drawRequests(options: DrawOptions): RideRequest[] {
  const { random, startTs, endTs, perHour } = options
  const requests: RideRequest[] = []
  for (let ts = startTs; ts < endTs;) {
    // Thinning against the rate at the start of the gap: hours change slowly against the gaps.
    const rate = perHour(ts)
    const gapMs = rate > 0 ? (-Math.log(1 - random()) / rate) * 60 * minute : 60 * minute
    ts += Math.max(1_000, Math.round(Math.min(gapMs, 60 * minute)))
    if (gapMs > 60 * minute || ts >= endTs) continue
    const request = drawRequest(options, ts, requests.length + 1)
    if (request) requests.push(request)
  }
  return requests
}
