import { createRandom, mixSeeds } from '#domain/kinds/seeded.ts'

const hour = 3_600_000
const day = 24 * hour

interface Shower {
  peakTs: number
  mmPerHour: number
  /** Standard deviation of the bell over time, ms. */
  widthMs: number
}

/** Share of days with rain: 1360 mm a year at Inashiki come to about 110 rainy days. */
const rainyDays = 0.3
/** Days of showers kept ready; a day has a few, so this is small. */
const rememberedDays = 128

function drawShowers(seed: number, dayNumber: number): Shower[] {
  const random = createRandom(mixSeeds(seed, dayNumber))
  if (random() > rainyDays) return []
  const count = 1 + Math.floor(random() * 3)
  return Array.from({ length: count }, () => ({
    peakTs: (dayNumber + random()) * day,
    mmPerHour: 1 + 6 * random() ** 2,
    widthMs: (0.3 + 0.9 * random()) * hour,
  }))
}

/** Light rain now and then, mm/h, as a function of time: each day's showers follow from the seed. */
export function createShowers(seed: number): (ts: number) => number {
  const days = new Map<number, Shower[]>()
  const showersOf = (dayNumber: number) => {
    const known = days.get(dayNumber)
    if (known) return known
    if (days.size >= rememberedDays) days.clear()
    const showers = drawShowers(seed, dayNumber)
    days.set(dayNumber, showers)
    return showers
  }
  return (ts) => {
    const today = Math.floor(ts / day)
    let sum = 0
    for (let dayNumber = today - 1; dayNumber <= today + 1; dayNumber += 1) {
      for (const { peakTs, mmPerHour, widthMs } of showersOf(dayNumber)) {
        sum += mmPerHour * Math.exp(-0.5 * ((ts - peakTs) / widthMs) ** 2)
      }
    }
    // Below a tenth of a millimetre an hour it is drizzle that no gauge sees.
    return sum < 0.1 ? 0 : sum
  }
}
