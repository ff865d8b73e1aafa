import type { Device } from '#domain/devices/device.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'

/** Where every gauge of the fault suite has its only threshold, m. */
export const thresholdM = 1

const thresholds = localThresholds({ caution: thresholdM })

/** `fault-0001`, `fault-0002`, … as an operator would register them. */
export function describeGauges(count: number): Device[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `fault-${String(index + 1).padStart(4, '0')}`,
    kind: 'flood',
    name: { ja: `障害試験${index + 1}`, en: `Fault test ${index + 1}` },
    origin: 'field',
    role: 'sensor',
    position: { lat: 35.95, lon: 140.35 + index / 100_000 },
    out_of_service: false,
    thresholds,
  }))
}

/** Readings until the water is on the other side of the threshold, unless said otherwise. */
const readingsPerSwing = 10
const steps = 10

/** The level of a gauge's n-th reading: below the threshold and above it in turns. */
export function levelOf(number: number, perSwing = readingsPerSwing): number {
  const isHigh = Math.floor(number / perSwing) % 2 === 1
  return (isHigh ? 1 : 0) + (number % steps) / 100
}
