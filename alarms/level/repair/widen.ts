import type { Cause } from '../cause.ts'
import type { Gauge } from '../gauge.ts'

/** The gauge with one more place to be looked at in the store. */
export function widen(gauge: Gauge, placeTs: number, cause: Cause): Gauge {
  const { repair } = gauge
  const ts = Math.max(placeTs, gauge.fixed?.place_ts ?? placeTs)
  const isCorrection = cause.reach === 'correction' || repair?.cause.reach === 'correction'
  return {
    ...gauge,
    repair: {
      fromTs: Math.min(ts, repair?.fromTs ?? ts),
      toTs: Math.max(ts, repair?.toTs ?? ts),
      cause: { ...cause, reach: isCorrection ? 'correction' : 'late' },
    },
  }
}
