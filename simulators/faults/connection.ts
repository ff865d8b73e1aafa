import { isInside } from './area.ts'
import type { DeviceFault, ValuesAt } from './device-fault.ts'
import type { Occurrence } from './window.ts'

/** Whether a device has a network, and when it has one again. */
interface Connection {
  /** The moment from which it is connected again; undefined where it is not cut off at `ts`. */
  backTs(ts: number): number | undefined
}

/** A vehicle is asked so often whether it has left the area. */
const stepMs = 10_000

/** The device's connection under an outage: a vehicle is cut off only while it is in the area. */
export function createConnection(fault: DeviceFault, valuesAt: ValuesAt): Connection {
  const { window, area, device } = fault
  const isCut = (ts: number) => {
    if (!area) return true
    const { lat, lon } = device.position ?? valuesAt(ts)
    return typeof lat === 'number' && typeof lon === 'number' && isInside(area, { lat, lon })
  }
  /** The whole stretch that was looked through last: most questions are about the same one. */
  let known: Occurrence | undefined
  const findEnd = (ts: number, { toTs }: Occurrence) => {
    if (device.position || !area) return toTs
    // On a grid: the same end, whichever of its readings asks.
    let end = Math.floor(ts / stepMs + 1) * stepMs
    while (end < toTs && isCut(end)) end += stepMs
    return Math.min(end, toTs)
  }
  return {
    backTs(ts) {
      const occurrence = window.at(ts)
      if (!occurrence) return undefined
      if (known && ts >= known.fromTs && ts < known.toTs) return known.toTs
      if (!isCut(ts)) return undefined
      known = { fromTs: ts, toTs: findEnd(ts, occurrence) }
      return known.toTs
    },
  }
}
