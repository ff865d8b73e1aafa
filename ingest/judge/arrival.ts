import { findNetworkTs, isByReceipt } from '#domain/readings/clock-reasons.ts'
import type { Reading } from '#domain/readings/reading.ts'

/** How a reading came. */
export interface Arrival {
  receivedTs: number
  /** The only one of its message: several at once are a buffer being emptied. */
  isSingle: boolean
  /** The network server's time where the gateway's, the reading's `ts`, contradicts it. */
  networkTs?: number | undefined
}

const receiptOf = ({ device, received_ts }: Reading) => `${device} ${received_ts}`

/**
 * How the readings of one batch of the journal came. Those of one device with one receipt came in one
 * message, but for one that stands at its receipt: only a single one does.
 */
export function listArrivals<T extends Reading>(readings: readonly T[]): [T, Arrival][] {
  const counts = new Map<string, number>()
  for (const reading of readings) {
    const receipt = receiptOf(reading)
    counts.set(receipt, (counts.get(receipt) ?? 0) + 1)
  }
  return readings.map((reading) => {
    const { received_ts: receivedTs, reasons } = reading
    const isSingle = counts.get(receiptOf(reading)) === 1 || isByReceipt(reasons)
    return [reading, { receivedTs, isSingle, networkTs: findNetworkTs(reasons) }]
  })
}
