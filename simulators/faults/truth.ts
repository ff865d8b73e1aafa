import type { Values } from '#domain/readings/values.ts'
import type { DeviceFault } from './device-fault.ts'
import type { Effect, Sent } from './sent.ts'
import type { Occurrence } from './window.ts'

/** Version of the ground-truth file; a change that old readers would misread raises it. */
export const truthVersion = 1

/** First line of each run in the file. */
export interface TruthRun {
  type: 'run'
  version: number
  city: string
  scenario: string
  seed: number
  speed: number
  boot: string
  /** Of the run's first reading, and where it ends (null: never). */
  start_ts: number
  end_ts: number | null
  storm_peak_ts: number | null
  /** Name of the preset, or the faults file. */
  faults: string
}

/** One stretch of one fault at one device; written when it begins to act. */
export interface TruthFault {
  type: 'fault'
  fault: string
  fault_type: string
  device: string
  kind: string
  field: string | null
  from_ts: number
  /** Null for one that never ends. */
  to_ts: number | null
  params: Readonly<Record<string, unknown>>
  seed: number
}

/** One reading that one fault touched. */
export interface TruthTouch {
  type: 'touch'
  fault: string
  fault_type: string
  device: string
  /** Beginning of the stretch it belongs to, as in its `fault` line. */
  from_ts: number
  effect: Effect
  /** As sent: the key of the reading in the city. */
  ts: number
  seq: number
  boot: string
  /** Time of the world at which it was handed over, where that is not the time of measuring. */
  sent_ts?: number
  /** By field: what a sound device would have sent, and what was sent instead. */
  true?: Values
  sent?: Values
}

export type TruthLine = TruthRun | TruthFault | TruthTouch

/** The lines that tell what became of some readings. */
export function describeTouches(device: string, sent: readonly Sent[]): TruthTouch[] {
  return sent.flatMap((one) => one.touches.map((touch) => describeTouch(device, one, touch)))
}

function describeTouch(
  device: string,
  { original, report, sendTs, isLost }: Sent,
  { fault, occurrence, effect, true: trueValues }: Sent['touches'][number],
): TruthTouch {
  const { ts, seq, boot } = report
  const names = Object.keys(trueValues ?? {})
  const sent = Object.fromEntries(names.map((name) => [name, report[name] ?? null]))
  return {
    type: 'touch',
    fault: fault.id,
    fault_type: fault.type,
    device,
    from_ts: occurrence.fromTs,
    effect,
    ts,
    seq,
    boot,
    ...(!isLost && sendTs !== original.ts && { sent_ts: sendTs }),
    ...(trueValues && { true: trueValues, sent }),
  }
}

export function describeFault(
  { id, type, device, kind, field, params, seed }: DeviceFault,
  { fromTs, toTs }: Occurrence,
): TruthFault {
  return {
    type: 'fault',
    fault: id,
    fault_type: type,
    device: device.id,
    kind: kind.id,
    field,
    from_ts: fromTs,
    to_ts: Number.isFinite(toTs) ? toTs : null,
    params,
    seed,
  }
}
