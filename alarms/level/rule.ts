import type { Device } from '#domain/devices/device.ts'
import { intervalOf } from '#domain/devices/interval.ts'
import { thresholdKeys } from '#domain/alarms/levels.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { liveLimitOf } from '#domain/readings/clock-limits.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { PassRule } from './pass.ts'

/** What a gauge is judged by. */
export interface GaugeRule extends PassRule {
  device: Device
  kind: Kind
  /** The field that decides the level. */
  field: string
}

/** Undefined for a kind without levels. */
export function createRule(device: Device, kind: Kind): GaugeRule | undefined {
  const field = kind.levelField
  if (field === undefined) return undefined
  const own = device.guards?.[field]?.stepPer10Min
  const stepPer10Min = own ?? kind.checks?.[field]?.stepPer10Min ?? Number.POSITIVE_INFINITY
  // Nothing is expected of a retired gauge: what stood is cleared.
  const thresholds = device.retired ? undefined : device.thresholds
  return { device, kind, field, thresholds, stepPer10Min }
}

/** The reporting interval of a gauge in the mode it last named, ms. */
export const intervalFor = ({ device, kind }: GaugeRule, mode: string | null): number =>
  intervalOf(device, kind, mode ?? kind.reporting.defaultMode)

/** How old a value may be to raise an alarm, ms. */
export const liveLimitFor = (rule: GaugeRule, mode: string | null): number =>
  liveLimitOf(intervalFor(rule, mode))

/** How long the rise in doubt waits for the next value, ms. */
export const confirmWithin = { intervals: 1.5, maxMs: 15 * 60_000 } as const
export const confirmWithinFor = (rule: GaugeRule, mode: string | null): number =>
  Math.min(confirmWithin.maxMs, confirmWithin.intervals * intervalFor(rule, mode))

/** Names the thresholds of a record: others are another name. */
export const nameThresholds = (thresholds: Thresholds | undefined): string =>
  thresholds ? thresholdKeys.map((key) => thresholds[key]).join(' ') : ''
