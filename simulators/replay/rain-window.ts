import type { RecordedReading } from './build-readings.ts'
import { ReplayError } from './table.ts'
import { findStepMs } from './timeline.ts'

/** Longest window that a rain total may have, s. */
const windowMaxS = 86_400

/**
 * A rain total means nothing without the time it fell in, and tables leave that to their reader:
 * it is the distance of their rows. Throws where the rows do not say one.
 */
export function addRainWindow(
  deviceId: string,
  readings: readonly RecordedReading[],
): { readings: readonly RecordedReading[]; windowS: number | undefined } {
  const lacking = readings.filter(
    ({ values }) => 'rain_mm' in values && !('rain_window_s' in values),
  )
  if (lacking.length === 0) return { readings, windowS: undefined }
  const windowS = (findStepMs(lacking.map(({ ts }) => ts)) ?? 0) / 1000
  if (!Number.isInteger(windowS) || windowS < 1 || windowS > windowMaxS) {
    const [first] = lacking
    throw new ReplayError(
      `${first?.where}: over which time is the rain of ${deviceId}? Say --set rain_window_s=900`,
    )
  }
  const concerned = new Set(lacking)
  const complete = readings.map((reading) =>
    concerned.has(reading)
      ? { ...reading, values: { ...reading.values, rain_window_s: windowS } }
      : reading,
  )
  return { readings: complete, windowS }
}
