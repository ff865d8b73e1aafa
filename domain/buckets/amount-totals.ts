import type { AmountTotal, AmountTotals } from '../wire/amounts.ts'
import { overlapMax, type Window } from './amount-fold.ts'

/** An amount and the window it was gathered over. */
export interface Gathered extends Window {
  value: number
}

const hourMs = 3_600_000

/** 10分, 1時間, 3時間, 24時間雨量. */
const spansMs = [600_000, hourMs, 3 * hourMs, 24 * hourMs]

/** 累加雨量: a rain ends once it has been dry for so long. */
export const dryEndsMs = 6 * hourMs

/**
 * The totals up to the end of the newest window, each sliding back from there; undefined where
 * nothing was gathered. `gathered`: oldest first. No time counts twice: of windows that overlap only
 * those side by side are taken, so a gauge that tells rolling hours has right totals too.
 */
export function sumTotals(gathered: readonly Gathered[]): Omit<AmountTotals, 'field'> | undefined {
  const [newest, ...older] = listSideBySide(gathered)
  if (!newest) return undefined
  const windows = [newest, ...older]
  const windowMs = newest.to - newest.from
  // A gauge that tells quarters of an hour knows nothing of ten minutes.
  const spans = [Math.max(600_000, windowMs), ...spansMs.filter((ms) => ms > windowMs)]
  return {
    as_of_ts: newest.to,
    window_s: windowMs / 1_000,
    totals: [...new Set(spans)].map((spanMs) => sumSpan(windows, newest.to, spanMs)),
    event: findEvent(windows),
  }
}

/** Newest first, none reaching into the one after it by more than jitter. */
function listSideBySide(gathered: readonly Gathered[]): Gathered[] {
  const taken: Gathered[] = []
  for (const window of gathered.toReversed()) {
    const later = taken.at(-1)
    const slack = later ? overlapMax * Math.min(lengthOf(window), lengthOf(later)) : 0
    if (!later || window.to <= later.from + slack) taken.push(window)
  }
  return taken
}

const lengthOf = ({ from, to }: Window): number => to - from

function sumSpan(windows: readonly Gathered[], endTs: number, spanMs: number): AmountTotal {
  const inside = windows.filter(
    (window) => window.from >= endTs - spanMs - overlapMax * lengthOf(window),
  )
  const coveredMs = inside.reduce((sum, window) => sum + lengthOf(window), 0)
  return {
    span_s: spanMs / 1_000,
    sum: inside.length === 0 ? null : sumOf(inside),
    covered_s: Math.min(spanMs, coveredMs) / 1_000,
  }
}

const sumOf = (windows: readonly Gathered[]): number =>
  Number(windows.reduce((sum, { value }) => sum + value, 0).toPrecision(12))

/**
 * The rain of now: back to the last six hours in which it was known to be dry. Time without a
 * report is not dry: it may have rained. Null where it has been dry for so long.
 */
function findEvent(windows: readonly Gathered[]): AmountTotals['event'] {
  const rain: Gathered[] = []
  let dry: Gathered[] = []
  let dryMs = 0
  for (const window of windows) {
    if (window.value > 0) {
      rain.push(...dry, window)
      dry = []
      dryMs = 0
      continue
    }
    dry.push(window)
    dryMs += lengthOf(window)
    if (dryMs >= dryEndsMs) break
  }
  const [newest, first] = [windows[0], rain.at(-1)]
  if (!newest || !first) return null
  return {
    since_ts: first.from,
    rained_ts: rain.find(({ value }) => value > 0)?.to ?? first.to,
    sum: sumOf(rain),
    span_s: (newest.to - first.from) / 1_000,
    covered_s: coveredSince(windows, first.from) / 1_000,
    complete: dryMs >= dryEndsMs,
  }
}

const coveredSince = (windows: readonly Gathered[], since: number): number =>
  windows.filter(({ from }) => from >= since).reduce((sum, window) => sum + lengthOf(window), 0)

/** Below this share of a period people are told that values are missing. */
const coveredShareMin = 0.9

/** True where so much of a period is missing that its sum must not stand alone. 欠測あり. */
export const isIncomplete = (coveredS: number, spanS: number): boolean =>
  coveredS < coveredShareMin * spanS
