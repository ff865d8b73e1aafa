import type { Values } from '#domain/readings/values.ts'
import type { Report } from '../fleet/reporter.ts'
import type { Occurrence } from './window.ts'

/** What became of a reading; docs/simulated-faults.md says each in words. */
export const effects = [
  'altered',
  'restamped',
  'lost',
  'not_made',
  'repeated',
  'late',
  'restarted',
] as const
export type Effect = (typeof effects)[number]

/** One fault had a hand in one report. */
export interface Touch {
  fault: DeviceFaultName
  occurrence: Occurrence
  effect: Effect
  /** What would have been sent, by field, where the fault altered it. */
  true?: Values
}

/** Which fault of the file, and what kind of fault it is. */
export interface DeviceFaultName {
  id: string
  type: string
}

/** A report on its way from the sensor to the broker, and what faults did to it so far. */
export interface Sent {
  /** As it left the sensor: what a device without faults would have sent. */
  readonly original: Report
  readonly report: Report
  /** When the device hands it over, epoch ms of the world. */
  readonly sendTs: number
  /** Order among what is handed over at one moment. */
  readonly order: number
  /** It never arrives. */
  readonly isLost: boolean
  readonly touches: readonly Touch[]
}

/**
 * A fault as a function over one device's stream: a report in, none to several out. Fed in one
 * piece or in many, report by report in order of time, it gives the same.
 */
export type Transform = (sent: Sent) => readonly Sent[]

/** A report as the device means to send it: at once, and as it measured. */
export function createSent(report: Report): Sent {
  const { ts } = report
  return { original: report, report, sendTs: ts, order: ts, isLost: false, touches: [] }
}
