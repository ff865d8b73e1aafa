import type { Device } from '#domain/devices/device.ts'
import { unitAt, seedOf } from '#domain/kinds/seeded.ts'
import type { CityTime, LocalTime } from './local-time.ts'

const hour = 3_600_000

interface Hours {
  from: number
  to: number
  /** Hours that coming and going take. */
  edge?: number
}

/** A soft rise and fall, 0 … 1 … 0. */
function during(at: number, { from, to, edge = 0.7 }: Hours): number {
  const ease = (x: number) => 1 / (1 + Math.exp(-x))
  return ease(((at - from) * 4) / edge) * ease(((to - at) * 4) / edge)
}

type Profile = (at: LocalTime) => number
const isWeekend = ({ weekday }: LocalTime) => weekday === 0 || weekday === 6

/** Share of the usual peak by clock and weekday. Night watch and forgotten tablets: a few clients. */
const profiles: Readonly<Record<string, Profile>> = {
  school: (at) => 0.01 + (isWeekend(at) ? 0.08 : 1) * during(at.hour, { from: 7.9, to: 15.8 }),
  office: (at) => 0.02 + (isWeekend(at) ? 0.04 : 1) * during(at.hour, { from: 8.4, to: 17.4 }),
  library: (at) =>
    0.02 +
    (at.weekday === 1 ? 0.06 : isWeekend(at) ? 1 : 0.65) *
      during(at.hour, { from: 9, to: 18.5, edge: 1 }) *
      (0.75 + 0.25 * Math.sin((at.hour - 9) / 3)),
  hall: (at) =>
    0.02 +
    0.7 * during(at.hour, { from: 9, to: 16.5, edge: 1 }) +
    (isWeekend(at) ? 0.1 : 0.4) * during(at.hour, { from: 18.5, to: 21 }),
  gym: (at) =>
    0.02 +
    (isWeekend(at) ? 0.9 : 0.35) * during(at.hour, { from: 9, to: 17, edge: 1 }) +
    0.5 * during(at.hour, { from: 18.5, to: 21 }),
}

/** Evacuees at a site that is open for floods: from six hours before the peak until the next day. */
function evacuees(hoursFromPeak: number): number {
  return 1.25 * during(hoursFromPeak, { from: -5, to: 20, edge: 5 })
}

interface CrowdsOptions {
  time: CityTime
  stormPeakTs: number | null
}

/** How full a facility is, 1 = its usual peak. In a storm life stops and flood shelters fill. */
export function createCrowds({ time, stormPeakTs }: CrowdsOptions) {
  return (device: Device, ts: number): number => {
    const type = device.facts?.['facility_type']
    const profile = profiles[typeof type === 'string' ? type : 'hall'] ?? profiles['hall']
    const usual = profile?.(time.at(ts)) ?? 0
    if (stormPeakTs === null) return usual
    const hours = (ts - stormPeakTs) / hour
    const stays = 1 - 0.85 * during(hours, { from: -8, to: 14, edge: 4 })
    const shelters = device.facts?.['shelters_from_flood'] === true
    const popularity = 0.5 + 0.5 * unitAt(seedOf(device.id), 9)
    return usual * stays + (shelters ? popularity * evacuees(hours) : 0)
  }
}
