import type { Device } from '#domain/devices/device.ts'
import { findMode, intervalOf } from '#domain/devices/interval.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { futureMaxMs } from '#domain/readings/clock-limits.ts'
import type { Reason } from '#domain/readings/flags.ts'
import { placeOf } from '#domain/readings/place.ts'
import type { Values } from '#domain/readings/values.ts'
import { slotOf, type CityClocks } from './city-clocks.ts'
import {
  isProvenSlow,
  judgeClock,
  newClock,
  type ClockMemory,
  type ClockVerdict,
  type Stamp,
} from './device-clock.ts'

/** A report, as far as it tells of the clock behind it. */
export interface TimedReport extends Stamp {
  values: Values
}

const noReasons: readonly Reason[] = []

/** Judges the clock behind a report that is about to be committed. Hot path. */
export function judgeReport(
  memory: ClockMemory | undefined,
  report: TimedReport,
  by: { device: Device; kind: Kind; city: CityClocks },
): ClockVerdict {
  const { kind, city } = by
  const known = withMode(memory ?? newClock, kind, report.values)
  if (isUsual(known, report)) {
    const placeTs = placeOf(report.ts, report.receivedTs)
    return { placeTs, reasons: noReasons, memory: known }
  }
  const intervalMs = intervalOf(by.device, kind, known.mode ?? kind.reporting.defaultMode)
  return judgeClock(known, report, {
    prove: (before, stamp, offsetMs) => isProvenSlow(before, stamp, { offsetMs, intervalMs }),
    isServerDoubted: (heard) => city.isDoubted(heard, known.heard),
  })
}

/** Remembers a report that was judged before a restart; its verdict says whether it proved anything. */
export function recallReport(
  memory: ClockMemory | undefined,
  report: TimedReport,
  { kind, reasons }: { kind: Kind; reasons: readonly Reason[] },
): ClockMemory {
  const known = withMode(memory ?? newClock, kind, report.values)
  const rules = { prove: () => reasons.includes('clock_slow'), isServerDoubted: () => false }
  return judgeClock(known, report, rules).memory
}

/** Nearly every report: in time, from a clock that was right before. Nothing is made for it. */
function isUsual({ heard, late, slowMs, before }: ClockMemory, report: TimedReport): boolean {
  const { ts, receivedTs, isSingle, networkTs } = report
  if (!isSingle || networkTs !== undefined || late !== null || slowMs !== null) return false
  if (heard?.offMs !== 0 || heard.slot !== slotOf(receivedTs)) return false
  return Math.abs(ts - receivedTs) <= futureMaxMs && before?.receivedTs !== receivedTs
}

function withMode(memory: ClockMemory, kind: Kind, values: Values): ClockMemory {
  const mode = findMode(kind, values)
  return mode === undefined || mode === memory.mode ? memory : { ...memory, mode }
}
