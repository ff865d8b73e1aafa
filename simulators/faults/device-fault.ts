import type { Device } from '#domain/devices/device.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Area } from './area.ts'
import { parseDuration } from './durations.ts'
import type { DeviceFaultName, Sent, Touch, Transform } from './sent.ts'
import type { Occurrence, Window } from './window.ts'

/** One fault of the file at one device. */
export interface DeviceFault extends DeviceFaultName {
  device: Device
  kind: Kind
  /** The field it alters; null for a fault of numbering, clock or way. */
  field: string | null
  /** Its own parameters, as written or by default. */
  params: Readonly<Record<string, unknown>>
  window: Window
  /** From the run's seed, the fault and the device. */
  seed: number
  /** Where it acts, if it is bound to an area. */
  area: Area | null
}

/** What a device measures at a moment if nothing is wrong: a function of time alone. */
export type ValuesAt = (ts: number) => Values

export type CreateTransform = (fault: DeviceFault, valuesAt: ValuesAt) => Transform

/** A number that the schema of the fault type has checked. */
export function getNumber({ id, params }: DeviceFault, name: string): number {
  const value = params[name]
  if (typeof value !== 'number') throw new Error(`fault ${id}: ${name} was not checked`)
  return value
}

export function touch(
  { id, type }: DeviceFault,
  occurrence: Occurrence,
  { effect, true: trueValues }: Pick<Touch, 'effect' | 'true'>,
): Touch {
  return { fault: { id, type }, occurrence, effect, ...(trueValues && { true: trueValues }) }
}

/** Acts on what was measured while the fault lasts; leaves alone what is lost already. */
export function whileItLasts(
  { window }: DeviceFault,
  act: (sent: Sent, occurrence: Occurrence) => readonly Sent[],
): Transform {
  return (sent) => {
    const occurrence = sent.isLost ? undefined : window.at(sent.original.ts)
    return occurrence ? act(sent, occurrence) : [sent]
  }
}

/** A duration that was checked with the file, ms. */
export function getDurationMs({ id, params }: DeviceFault, name: string): number {
  const ms = parseDuration(String(params[name]))
  if (ms === undefined) throw new Error(`fault ${id}: ${name} was not checked`)
  return ms
}
