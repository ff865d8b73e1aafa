import { mixSeeds, noiseAt } from '#domain/kinds/seeded.ts'
import type { CityTime } from './local-time.ts'
import type { Rain } from './rain.ts'

const hour = 3_600_000
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

export interface Air {
  tempC: (ts: number) => number
  humidityPct: (ts: number) => number
  solarWPerM2: (ts: number) => number
}

interface AirOptions {
  seed: number
  time: CityTime
  rain: Rain
  latitude: number
}

/** Sine of the sun's elevation for local solar time; negative at night. */
function sunHeight(latitude: number, dayOfYear: number, hourOfDay: number): number {
  const radians = Math.PI / 180
  const declination = -23.44 * radians * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.24)
  const hourAngle = (hourOfDay - 11.7) * 15 * radians
  const height = latitude * radians
  return (
    Math.sin(height) * Math.sin(declination) +
    Math.cos(height) * Math.cos(declination) * Math.cos(hourAngle)
  )
}

/**
 * Air over the city: the year (14.3 ℃ on average, January 3.6, August 26.0), the day, changing
 * weather of a few days, cloud that comes with rain.
 */
export function createAir({ seed, time, rain, latitude }: AirOptions): Air {
  const cloudSeed = mixSeeds(seed, 21)
  const spellSeed = mixSeeds(seed, 22)
  const cloud = (ts: number) => {
    const passing = 0.45 + 0.5 * noiseAt(cloudSeed, ts / (7 * hour))
    const raining = 1 - Math.exp(-rain.amount(ts - hour, ts + hour) / 1.5)
    return clamp(Math.max(passing, raining), 0, 1)
  }
  const tempC = (ts: number) => {
    const { hour: hourOfDay, dayOfYear } = time.at(ts)
    const season = 14.5 + 11.4 * Math.cos((2 * Math.PI * (dayOfYear - 214)) / 365.24)
    const swing = 4.8 * (1 - 0.7 * cloud(ts)) * Math.cos((2 * Math.PI * (hourOfDay - 14)) / 24)
    const spell = 2.6 * noiseAt(spellSeed, ts / (70 * hour))
    return season + swing + spell
  }
  return {
    tempC,
    humidityPct(ts) {
      const warmth = Math.cos((2 * Math.PI * (time.at(ts).hour - 14)) / 24)
      const dry =
        74 - 16 * warmth * (1 - 0.6 * cloud(ts)) + 6 * noiseAt(spellSeed + 1, ts / (30 * hour))
      const wet = 1 - Math.exp(-rain.amount(ts - hour, ts) / 0.8)
      return clamp(dry + (97 - dry) * wet, 15, 100)
    },
    solarWPerM2(ts) {
      const { hour: hourOfDay, dayOfYear } = time.at(ts)
      const sine = sunHeight(latitude, dayOfYear, hourOfDay)
      if (sine <= 0) return 0
      // Kasten & Czeplak 1980: clear sky by the sun's height, then three quarters lost to cloud.
      const clear = Math.max(0, 910 * sine - 30)
      const flicker = 1 + 0.06 * noiseAt(cloudSeed + 1, ts / (hour / 6))
      return clear * (1 - 0.75 * cloud(ts) ** 3.4) * flicker
    },
  }
}
