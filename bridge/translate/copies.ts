import type { Values } from '#domain/readings/values.ts'

/** What a device measured, with the numbering of its network. */
export interface Heard {
  ts: number
  /** The network server's time where the gateway's, `ts`, contradicts it. */
  networkTs?: number | undefined
  seq: number | null
  boot: string | null
  values: Values
}

/** Of one device; copies come within seconds, a device sends once in minutes. */
const keptPerDevice = 8

/**
 * Copies of one uplink lie this close together: later, the same counter in the same session is a
 * device without a join that began anew.
 */
const copyWithinMs = 5 * 60_000

// Each gateway hears the same frame in its own way.
const radioFields: readonly string[] = ['rssi_dbm', 'snr_db']

/**
 * One frame that came through several gateways too far apart for the network server to join:
 * each copy has its own time and signal. The first one heard stands for all of them.
 */
export interface Copies {
  /** The one heard first, or the one passed in. */
  first(device: string, heard: Heard): Heard
  /** What was heard before a restart, oldest first. */
  recall(device: string, heard: readonly Heard[]): void
}

export function createCopies(): Copies {
  const kept = new Map<string, readonly Heard[]>()
  return {
    first(device, heard) {
      if (heard.seq === null) return heard
      const known = kept.get(device) ?? []
      const copy = known.find((earlier) => isCopy(earlier, heard))
      if (copy) return copy
      kept.set(device, [...known.slice(1 - keptPerDevice), heard])
      return heard
    },
    recall: (device, heard) => void kept.set(device, heard.slice(-keptPerDevice)),
  }
}

const isCopy = (a: Heard, b: Heard): boolean =>
  a.seq === b.seq &&
  a.boot === b.boot &&
  Math.abs(a.ts - b.ts) <= copyWithinMs &&
  sayMeasured(a) === sayMeasured(b)

const sayMeasured = ({ values }: Heard): string =>
  JSON.stringify(
    Object.entries(values)
      .filter(([name]) => !radioFields.includes(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
