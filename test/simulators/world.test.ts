import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import type { World } from '#domain/kinds/simulation.ts'
import { createWorld } from '#simulators/world/create-world.ts'
import { day, deviceOf, devicesOf, hour, inashiki, mondayTs, worldOf } from './inashiki.ts'

const minute = 60_000
const peakTs = mondayTs + 60 * hour
const seeds = fc.integer({ min: 0, max: 2 ** 31 })

/** The highest value of a curve and when it is reached. */
function peakOf(curve: (ts: number) => number, fromTs: number, toTs: number) {
  let best = { ts: fromTs, value: -Infinity }
  for (let ts = fromTs; ts <= toTs; ts += 10 * minute) {
    const value = curve(ts)
    if (value > best.value) best = { ts, value }
  }
  return best
}

/** The largest rise within an hour. */
function steepestPerHour(curve: (ts: number) => number, fromTs: number, toTs: number): number {
  return peakOf((ts) => curve(ts) - curve(ts - hour), fromTs, toTs).value
}

const gaugesOn = (waters: string) =>
  devicesOf('flood').filter(({ facts }) => facts?.['waters'] === waters)

describe('a storm', () => {
  it('rains 40 to 60 mm/h at its peak and 180 to 280 mm in all, whatever the seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const world = worldOf(seed, peakTs)
        const rain = peakOf((ts) => world.rainMmPerHour(ts), peakTs - 30 * hour, peakTs + 18 * hour)
        const total = world.rainMm(peakTs - 36 * hour, peakTs + 18 * hour)
        expect(rain.value).toBeGreaterThan(40)
        expect(rain.value).toBeLessThan(68)
        expect(total).toBeGreaterThan(180)
        expect(total).toBeLessThan(280)
      }),
      { numRuns: 12 },
    )
  })

  it('raises ditches within the hour, at 0.2 to 1.0 m/h', () => {
    for (const seed of [1, 2, 3]) {
      const world = worldOf(seed, peakTs)
      const rain = peakOf((ts) => world.rainMmPerHour(ts), peakTs - 6 * hour, peakTs + 6 * hour)
      for (const gauge of gaugesOn('ditch')) {
        const level = (ts: number) => world.waterLevelM(gauge, ts)
        const lag = peakOf(level, peakTs - 12 * hour, peakTs + 12 * hour).ts - rain.ts
        const rate = steepestPerHour(level, peakTs - 12 * hour, peakTs + 6 * hour)
        expect(lag).toBeGreaterThanOrEqual(0)
        expect(lag).toBeLessThanOrEqual(hour)
        expect(rate).toBeGreaterThan(0.2)
        expect(rate).toBeLessThan(1)
      }
    }
  })

  it('raises the lake by centimetres an hour and for a day, the Yokotone behind it', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const world = worldOf(seed, peakTs)
        const lake = (ts: number) => world.waterLevelM(deviceOf('gauge-dejima'), ts)
        const canal = (ts: number) => world.waterLevelM(deviceOf('gauge-shin-yokotone'), ts)
        const rate = steepestPerHour(lake, peakTs - 30 * hour, peakTs + 60 * hour)
        const peak = peakOf(lake, peakTs - 30 * hour, peakTs + 80 * hour)
        expect(rate).toBeGreaterThan(0.01)
        expect(rate).toBeLessThan(0.06)
        expect(peak.ts - peakTs).toBeGreaterThan(12 * hour)
        expect(peak.value).toBeGreaterThan(1.5)
        expect(peak.value).toBeLessThan(2.6)
        for (let ts = peakTs - day; ts < peakTs + 2 * day; ts += hour) {
          expect(lake(ts) - canal(ts)).toBeGreaterThan(0.15)
          // 0.3 m below it, and another 0.1 while a gale holds the lake's water in the north.
          expect(lake(ts) - canal(ts)).toBeLessThan(0.45)
        }
      }),
      { numRuns: 6 },
    )
  })

  it('pushes the lake towards one shore and away from the other, by centimetres', () => {
    const world = worldOf(1, peakTs)
    const [north, south] = [deviceOf('gauge-dejima'), deviceOf('gauge-ukishima')]
    const tilt = (ts: number) => world.waterLevelM(north, ts) - world.waterLevelM(south, ts)
    expect(tilt(peakTs + hour)).toBeGreaterThan(0.1)
    expect(tilt(peakTs + hour)).toBeLessThan(0.21)
    expect(Math.abs(tilt(peakTs + 2 * day))).toBeLessThan(0.05)
  })

  it('sends the wave of the Tone 18 to 30 hours after the rain', () => {
    const world = worldOf(5, peakTs)
    for (const gauge of gaugesOn('tone')) {
      const level = (ts: number) => world.waterLevelM(gauge, ts)
      const lag = peakOf(level, peakTs - day, peakTs + 3 * day).ts - peakTs
      const rate = steepestPerHour(level, peakTs - day, peakTs + 2 * day)
      expect(lag).toBeGreaterThan(18 * hour)
      expect(lag).toBeLessThan(30 * hour)
      expect(rate).toBeGreaterThan(0.1)
      expect(rate).toBeLessThan(0.5)
    }
  })

  it('crosses official levels at both reference gauges, and no gauge of a usual month does', () => {
    const highest = (id: string, world: World, span: { from: number; to: number }) => {
      const gauge = deviceOf(id)
      const { value } = peakOf((ts) => world.waterLevelM(gauge, ts), span.from, span.to)
      return levelOf(value, gauge.thresholds)
    }
    const storm = worldOf(1, peakTs)
    const around = { from: peakTs - day, to: peakTs + 2 * day }
    expect(highest('gauge-dejima', storm, around)).toBeGreaterThanOrEqual(1)
    expect(highest('gauge-shin-yokotone', storm, around)).toBe(4)
    const usual = worldOf(1)
    const levels = devicesOf('flood')
      .filter(({ thresholds }) => thresholds)
      .map(({ id }) => highest(id, usual, { from: mondayTs, to: mondayTs + 30 * day }))
    expect(new Set(levels)).toEqual(new Set([0]))
  })

  it('fills the flood shelters and empties the city hall', () => {
    const world = worldOf(1, peakTs)
    const shelter = deviceOf('wifi-takada-es')
    const hall = deviceOf('wifi-city-hall')
    expect(world.crowd(shelter, peakTs + 3 * hour)).toBeGreaterThan(0.4)
    expect(world.crowd(hall, peakTs)).toBeLessThan(worldOf(1).crowd(hall, peakTs))
  })
})

describe('usual weather', () => {
  it('has showers, a day and a year', () => {
    const world = worldOf(1)
    const year = world.rainMm(mondayTs - 365 * day, mondayTs)
    expect(year).toBeGreaterThan(700)
    expect(year).toBeLessThan(2_200)
    const means = [0, 1, 2, 3].map((quarter) => {
      const start = Date.UTC(2026, quarter * 3, 20)
      const hours = Array.from({ length: 24 }, (_, index) => world.airTempC(start + index * hour))
      return hours.reduce((sum, value) => sum + value, 0) / 24
    })
    expect(means[2]).toBeGreaterThan(20)
    expect(means[0]).toBeLessThan(10)
  })

  it('is dark at night and never brighter than the sun', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 365 * 24 }), (seed, hours) => {
        const world = worldOf(seed)
        const ts = mondayTs + hours * hour
        expect(world.solarWPerM2(ts)).toBeGreaterThanOrEqual(0)
        expect(world.solarWPerM2(ts)).toBeLessThan(1_150)
        expect(world.solarWPerM2(mondayTs + Math.floor(hours / 24) * day)).toBe(0)
        expect(world.humidityPct(ts)).toBeGreaterThan(10)
        expect(world.humidityPct(ts)).toBeLessThanOrEqual(100)
      }),
      { numRuns: 60 },
    )
  })

  it('adds up: rain of two stretches is the rain of both', () => {
    fc.assert(
      fc.property(fc.nat(10 * 24 * 60), fc.nat(3_000), fc.nat(3_000), (start, a, b) => {
        const world = worldOf(3, peakTs)
        const from = mondayTs + start * minute
        const middle = from + a * minute
        const to = middle + b * minute
        const parts = world.rainMm(from, middle) + world.rainMm(middle, to)
        expect(parts).toBeCloseTo(world.rainMm(from, to), 3)
      }),
      { numRuns: 30 },
    )
  })

  it('knows school days from Sundays', () => {
    const world = worldOf(1)
    const school = deviceOf('wifi-edosaki-jhs')
    const monday = world.crowd(school, mondayTs + 11 * hour)
    expect(monday).toBeGreaterThan(0.8)
    expect(world.crowd(school, mondayTs - day + 11 * hour)).toBeLessThan(0.2)
    expect(world.crowd(school, mondayTs + 2 * hour)).toBeLessThan(0.05)
  })
})

describe('a city without places, stops or facts', () => {
  it('still has a world: its bus stands at the centre, its gauge has water', () => {
    const bus: Device = { ...deviceOf('bus-01'), facts: {} }
    const {
      gauge: _gauge,
      thresholds: _thresholds,
      facts: _facts,
      ...bare
    } = deviceOf('gauge-inami')
    const city = { ...inashiki, places: [], stops: [], devices: [bus, bare] }
    const world = createWorld({ city, seed: 1, stormPeakTs: peakTs })
    const { lat, lon, speed_mps } = world.vehicle(bus, mondayTs + 10 * hour)
    expect({ lat, lon, speed_mps }).toEqual({ ...inashiki.centre, speed_mps: 0 })
    expect(world.waterLevelM(bare, peakTs)).toBeGreaterThan(world.waterLevelM(bare, peakTs - day))
    expect(world.crowd(bare, peakTs)).toBeGreaterThanOrEqual(0)
  })
})
