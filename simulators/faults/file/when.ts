import { parseTimestamp } from '#domain/readings/timestamp.ts'
import type { RunPlan } from '../../fleet/run-plan.ts'
import { durationWords, parseDuration } from '../durations.ts'
import type { Beginning, Span } from '../window.ts'

const anchored = /^(start|now|peak)(?:([+-])(.+))?$/
const daily = /^([01]\d|2[0-3]):([0-5]\d)$/
const minute = 60_000
const quoted = (from: number | string) => JSON.stringify(from)

const beginningWords =
  'a time of every day (07:30), RFC 3339 with offset, or start, now or peak with +1h30m or -2h'

/** The first and the last moment of a run. */
export function spanOf({ startTs, preludeMs, endTs }: RunPlan): Span {
  return { startTs: startTs - preludeMs, endTs: endTs ?? Infinity }
}

/** Reads when a fault begins; a text is why it cannot. */
export function readBeginning(from: number | string, plan: RunPlan): Beginning | string {
  const [, hours, minutes] = daily.exec(String(from)) ?? []
  if (hours !== undefined) return { dailyMs: (Number(hours) * 60 + Number(minutes)) * minute }
  const [, anchor, sign, text] = anchored.exec(String(from)) ?? []
  if (anchor === undefined) {
    const ts = parseTimestamp(from, 'from')
    return typeof ts === 'number' ? { ts } : `${quoted(from)} is not ${beginningWords}`
  }
  const anchorTs = anchorOf(anchor, plan)
  if (anchorTs === null) return 'peak is the heaviest rain of a storm; this run has none'
  const aside = text === undefined ? 0 : parseDuration(text)
  if (aside === undefined) return `"${text}" is not ${durationWords}`
  return { ts: anchorTs + (sign === '-' ? -aside : aside) }
}

function anchorOf(anchor: string, plan: RunPlan): number | null {
  if (anchor === 'peak') return plan.stormPeakTs
  if (anchor === 'start') return spanOf(plan).startTs
  // The present: where a live run begins, and where a sped-up one has caught up.
  return plan.speed > 1 && plan.endTs !== null ? plan.endTs : plan.startTs
}
