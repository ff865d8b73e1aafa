import type { CityZone } from './zone.ts'

const halfDayMs = 43_200_000

/** The instant at which a day (`YYYY-MM-DD`) begins in a zone; undefined for a day that is none. */
export function startOfDay(day: string, zone: CityZone): number | undefined {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`)
  // 30 February would be read as 2 March.
  const isDay = Number.isFinite(midnightUtc) && new Date(midnightUtc).toISOString().startsWith(day)
  if (!isDay) return undefined
  const noonUtc = midnightUtc + halfDayMs
  return zone.dayStart(noonUtc - zone.offsetAt(noonUtc))
}
