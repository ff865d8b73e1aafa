import type { Reading } from '#domain/readings/reading.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'

/** A stored reading as REST shows it; kind and device are known from the request. */
export function createReadingResource(reading: Reading): ReadingResource {
  return {
    ts: reading.ts,
    received_ts: reading.received_ts,
    seq: reading.seq,
    origin: reading.origin,
    flag: reading.flag,
    reasons: reading.reasons,
    values: reading.values,
  }
}
