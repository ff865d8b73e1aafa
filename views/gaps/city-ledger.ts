import type { CityGapTotal, GapSummary } from '#domain/wire/gaps.ts'

/** All devices together, and each of them: those that lack most come first. */
export interface CityLedger {
  total: CityGapTotal
  devices: GapSummary[]
}

const nothing: CityGapTotal = {
  devices: 0,
  unnumbered: 0,
  expected: 0,
  received: 0,
  duplicates: 0,
  revised: 0,
  late: 0,
  missing: 0,
  restarts: 0,
}

/** Sums up; a device that does not number its readings has nothing to expect and is counted. */
export function createCityLedger(devices: readonly GapSummary[]): CityLedger {
  const open = devices.filter(({ missing }) => missing > 0)
  const closed = devices.filter(({ missing }) => missing === 0)
  return {
    total: devices.reduce(add, nothing),
    devices: [...open.toSorted((a, b) => b.missing - a.missing), ...closed],
  }
}

function add(total: CityGapTotal, device: GapSummary): CityGapTotal {
  return {
    devices: total.devices + 1,
    unnumbered: total.unnumbered + (device.expected === null ? 1 : 0),
    expected: total.expected + (device.expected ?? 0),
    received: total.received + device.received,
    duplicates: total.duplicates + device.duplicates,
    revised: total.revised + device.revised,
    late: total.late + device.late,
    missing: total.missing + device.missing,
    restarts: total.restarts + device.restarts,
  }
}
