import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { SimulatedEvent, SimulatedVehicle, World } from '#domain/kinds/simulation.ts'
import { distanceM } from '#simulators/transit/geometry.ts'
import { day, devicesOf, hour, inashiki, mondayTs, worldOf } from './inashiki.ts'

const buses = devicesOf('bus')
const world = worldOf(11)
const serviceFromTs = mondayTs + 4 * hour
const serviceToTs = serviceFromTs + day

/** Positions a bus would report over a stretch, every two seconds. */
function* driveOf(bus: Device, from: World, [fromTs, toTs]: readonly [number, number]) {
  for (let ts = fromTs; ts < toTs; ts += 2_000) yield { ts, ...from.vehicle(bus, ts) }
}

const stopOf = ({ stop_id }: SimulatedEvent) => {
  const stop = inashiki.stops.find(({ id }) => id === stop_id)
  if (!stop) throw new Error(`no stop ${stop_id}`)
  return stop
}

const ofType = (events: readonly SimulatedEvent[], ...types: string[]) =>
  events.filter(({ type }) => types.includes(type))

/** Four whole service days of a bus: every ride that starts in them also ends in them. */
function spanOf(bus: Device) {
  const turnHour = bus.facts?.['shift'] === 'night' ? 12 : 4
  const fromTs = mondayTs - day + turnHour * hour
  return { fromTs, toTs: fromTs + 4 * day }
}

const daysEvents = buses.map((bus) => {
  const { fromTs, toTs } = spanOf(bus)
  return { bus, fromTs, toTs, events: world.events(bus, fromTs, toTs) }
})
const allEvents = daysEvents.flatMap(({ events }) => events)

describe('buses on their roads', () => {
  it('never jump and never carry more than they have seats, whatever the seed', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(400), fc.constantFrom(...buses), (seed, days, bus) => {
        const startTs = mondayTs + days * day + 8 * hour
        const drive = driveOf(bus, worldOf(seed), [startTs, startTs + 4 * hour])
        let before: SimulatedVehicle = worldOf(seed).vehicle(bus, startTs)
        for (const now of drive) {
          expect(distanceM(before, now) / 2).toBeLessThan(25)
          expect(now.onboard).toBeGreaterThanOrEqual(0)
          expect(now.onboard).toBeLessThanOrEqual(now.capacity)
          before = now
        }
      }),
      { numRuns: 8 },
    )
  })

  it('say a speed that agrees with how they move', () => {
    const span = [serviceFromTs + 5 * hour, serviceFromTs + 7 * hour] as const
    const differences = buses.flatMap((bus) =>
      [...driveOf(bus, world, span)].flatMap((now) => {
        const later = world.vehicle(bus, now.ts + 500)
        const isSteady = later.heading_deg === now.heading_deg && later.speed_mps === now.speed_mps
        return isSteady ? [Math.abs(distanceM(now, later) / 0.5 - now.speed_mps)] : []
      }),
    )
    expect(differences.length).toBeGreaterThan(1_000)
    expect(Math.max(...differences)).toBeLessThan(0.1)
  })

  it('stay in the city, but for a bend of a road at its edge', () => {
    const file = join(import.meta.dirname, '../../infra/cities/inashiki/boundary.geojson')
    const { features } = JSON.parse(readFileSync(file, 'utf8')) as FeatureCollection<Polygon>
    const [outline] = features
    if (!outline) throw new Error('no outline')
    let [outside, all] = [0, 0]
    for (const bus of buses) {
      for (let ts = serviceFromTs; ts < serviceToTs; ts += 20_000) {
        const { lat, lon } = world.vehicle(bus, ts)
        outside += booleanPointInPolygon([lon, lat], outline) ? 0 : 1
        all += 1
      }
    }
    expect(outside / all).toBeLessThan(0.01)
  })

  it('move at any hour of the day: one of them in most minutes', () => {
    let still = 0
    for (let ts = mondayTs; ts < mondayTs + day; ts += 60_000) {
      const moving = buses.some((bus) => world.vehicle(bus, ts).speed_mps > 0)
      still += moving ? 0 : 1
    }
    expect(still / (24 * 60)).toBeLessThan(0.1)
  })
})

describe('passenger and trip events', () => {
  it('have ids of their own, in the order of time', () => {
    for (const { events } of daysEvents) {
      expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length)
      const times = events.map(({ ts }) => ts)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    }
  })

  it('are the same in one piece and in many', () => {
    for (const { bus, events, fromTs, toTs } of daysEvents) {
      const parts: SimulatedEvent[] = []
      for (let ts = fromTs; ts < toTs; ts += 7 * hour) {
        parts.push(...world.events(bus, ts, Math.min(ts + 7 * hour, toTs)))
      }
      expect(parts).toEqual(events)
    }
  })

  it('answer every request once, with a promise or a refusal', () => {
    const requests = ofType(allEvents, 'request').map(({ request_id }) => request_id)
    const answers = ofType(allEvents, 'quote', 'refused').map(({ request_id }) => request_id)
    expect(requests.length).toBeGreaterThan(200)
    expect(new Set(answers)).toEqual(new Set(requests))
    expect(answers.length).toBe(requests.length)
  })

  const cancellations = ['passenger', 'provider', 'driver'].map((who) => `${who}_cancellation`)

  it('end every promised ride in one way: dropped off, not shown up, or called off', () => {
    for (const { request_id } of ofType(allEvents, 'quote')) {
      const ride = allEvents.filter((event) => event.request_id === request_id)
      const types = ride.map(({ type }) => type).filter((type) => !/request|quote/.test(type))
      const story = types.join(' ')
      expect(['pickup dropoff', 'no_show', ...cancellations]).toContain(story)
    }
  })

  it('happen where the bus stands, and when it was promised', () => {
    for (const { bus, events } of daysEvents) {
      for (const event of ofType(events, 'pickup', 'dropoff', 'no_show')) {
        // Just after the doors open; the bus leaves at once when nobody showed up.
        const vehicle = world.vehicle(bus, event.ts + (event.type === 'no_show' ? -500 : 500))
        expect(vehicle.state).toBe('stopped')
        expect(vehicle.speed_mps).toBe(0)
        expect(distanceM(vehicle, stopOf(event))).toBeLessThan(5)
      }
      for (const event of ofType(events, 'pickup')) {
        const { promised_ts: promised = NaN, wished_ts: wished = NaN } = event
        expect(event.ts).toBeGreaterThanOrEqual(wished)
        expect((event.ts - promised) / 60_000).toBeGreaterThanOrEqual(-3.01)
        expect((event.ts - promised) / 60_000).toBeLessThan(20)
      }
    }
  })

  it('keep nobody on board for the sake of others: never twice the direct drive and a half hour', () => {
    const stays = daysEvents.flatMap(({ events }) =>
      ofType(events, 'dropoff').flatMap((end) => {
        const start = ofType(events, 'pickup').find((one) => one.request_id === end.request_id)
        if (!start) return []
        // At 35 km/h on roads that are at most a fifth longer than the crow flies.
        const directMs = (distanceM(stopOf(start), stopOf(end)) * 1.2 * 1_000) / 9.7
        return [end.ts - start.ts - 2 * directMs]
      }),
    )
    expect(stays.length).toBeGreaterThan(200)
    expect(Math.max(...stays) / 60_000).toBeLessThan(30)
  })

  it('count the riders that the bus says it carries', () => {
    for (const { bus, events } of daysEvents) {
      let riders = 0
      for (const event of ofType(events, 'pickup', 'dropoff')) {
        riders += (event.type === 'pickup' ? 1 : -1) * (event.passengers ?? 0)
        expect(world.vehicle(bus, event.ts + 500).onboard).toBe(riders)
      }
    }
  })

  it('begin and end each working day, with a break in between', () => {
    for (const { bus, events } of daysEvents) {
      const types = ofType(events, 'service_start', 'service_end').map(({ type }) => type)
      const pairs = types.filter((type, index) => type === types[index - 1])
      expect(pairs).toEqual([])
      for (const { ts } of ofType(events, 'service_end')) {
        expect(world.vehicle(bus, ts + 60_000)).toMatchObject({
          state: 'non_operational',
          onboard: 0,
          speed_mps: 0,
        })
      }
    }
    expect(ofType(allEvents, 'break_start').length).toBeGreaterThan(buses.length)
  })

  it('keep the morning for hospitals and shops', () => {
    const pickups = ofType(allEvents, 'pickup')
    const hourOf = (ts: number) => ((((ts - mondayTs) % day) + day) % day) / hour
    const fromHome = (from: number, to: number) => {
      const some = pickups.filter(({ ts }) => hourOf(ts) >= from && hourOf(ts) < to)
      return some.filter((event) => stopOf(event).role === 'home').length / some.length
    }
    expect(fromHome(8, 11)).toBeGreaterThan(0.7)
    expect(fromHome(13, 17)).toBeLessThan(0.5)
  })
})
