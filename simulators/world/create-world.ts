import { mixSeeds } from '#domain/kinds/seeded.ts'
import type { World } from '#domain/kinds/simulation.ts'
import { createTransit } from '../transit/create-transit.ts'
import type { SimulatedCity } from '../city/simulated-city.ts'
import { createAir } from './air.ts'
import { createCrowds } from './crowds.ts'
import { createCityTime } from './local-time.ts'
import { createRain } from './rain.ts'
import { createWaters } from './waters.ts'

interface WorldOptions {
  city: SimulatedCity
  seed: number
  /** Moment of the heaviest rain of a typhoon; null for a normal day. */
  stormPeakTs: number | null
}

/** One seeded world for all devices: each answer is a function of (seed, storm, time) alone. */
export function createWorld({ city, seed, stormPeakTs }: WorldOptions): World {
  const time = createCityTime(city.timeZone)
  const rain = createRain({ seed, stormPeakTs })
  const air = createAir({ seed, time, rain, latitude: city.centre.lat })
  return {
    rainMmPerHour: rain.intensity,
    rainMm: rain.amount,
    airTempC: air.tempC,
    humidityPct: air.humidityPct,
    solarWPerM2: air.solarWPerM2,
    waterLevelM: createWaters({ seed, time, rain, stormPeakTs, devices: city.devices }),
    crowd: createCrowds({ time, stormPeakTs }),
    ...createTransit({
      seed: mixSeeds(seed, 51),
      time,
      // A road graph needs a point to stand at, also where no place has a name.
      places: city.places.length > 0 ? city.places : [{ id: 'centre', ...city.centre }],
      stops: city.stops,
      vehicles: city.devices.filter(({ position }) => position === null),
    }),
  }
}
