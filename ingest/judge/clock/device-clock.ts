import {
  futureMaxMs,
  liveLimits,
  liveLimitOf,
  sameOffsetMs,
} from '#domain/readings/clock-limits.ts'
import { networkTimeReason } from '#domain/readings/clock-reasons.ts'
import type { Reason } from '#domain/readings/flags.ts'
import { placeOf } from '#domain/readings/place.ts'
import type { Arrival } from '../arrival.ts'
import { slotOf, type Heard } from './city-clocks.ts'

/** When a report was stamped, and how it came. Epoch ms. */
export interface Stamp extends Arrival {
  ts: number
}

/** What is remembered of the clock of a device, in the order of acceptance. */
export interface ClockMemory {
  /** Its newest single report; null before the first. */
  heard: Heard | null
  /** The newest report, where it was single and late, or its gateway doubtful. */
  late: { ts: number; receivedTs: number; offsetMs: number } | null
  /** What its clock, or its gateway's, is ahead: proven, and below 0. Null while it is believed. */
  slowMs: number | null
  /** The mode that it said last, as its reports may be late by three intervals of it. */
  mode: string | null
  /** `heard` before the message of this receipt, which may turn out to be one of several. */
  before: { receivedTs: number; heard: Heard | null } | null
}

export interface ClockVerdict {
  placeTs: number
  reasons: readonly Reason[]
  memory: ClockMemory
}

export interface ClockRules {
  /** Is the clock proven slow? By its limits, or by the verdict that the report came with. */
  prove(memory: ClockMemory, stamp: Stamp, offsetMs: number): boolean
  /** Are as many devices off like this one as it takes to doubt the server's clock? */
  isServerDoubted(heard: Heard): boolean
}

export const newClock: ClockMemory = {
  heard: null,
  late: null,
  slowMs: null,
  mode: null,
  before: null,
}

/** A buffer that is emptied is so within seconds, or its offsets differ. */
const steadyAfterMs = 60_000

const noReasons: readonly Reason[] = []
const future: readonly Reason[] = ['clock_future']

const isSame = (a: number, b: number) => Math.abs(a - b) <= sameOffsetMs

/**
 * A device's clock is slow where two successive single reports are late alike, at least half an
 * interval apart: a device that empties its buffer has other offsets, or hurries. A gateway's is
 * where two uplinks contradict the network server alike.
 */
export function isProvenSlow(
  { late, slowMs }: ClockMemory,
  { ts, receivedTs, networkTs }: Stamp,
  { offsetMs, intervalMs }: { offsetMs: number; intervalMs: number },
): boolean {
  const isGateway = networkTs !== undefined
  const limitMs = isGateway ? Number.NEGATIVE_INFINITY : liveLimitOf(intervalMs)
  if (-offsetMs <= limitMs) return false
  if (slowMs !== null && isSame(offsetMs, slowMs)) return true
  if (!late || late.ts === ts || !isSame(offsetMs, late.offsetMs)) return false
  if (isGateway) return true
  return -late.offsetMs > limitMs && receivedTs - late.receivedTs >= intervalMs / 2
}

/**
 * Judges the clock behind one report: where the report stands in time, and what is wrong. Pure:
 * memory in, memory out; the same object where nothing changes.
 */
export function judgeClock(known: ClockMemory, stamp: Stamp, rules: ClockRules): ClockVerdict {
  const { ts, receivedTs, networkTs } = stamp
  const isBurst = known.before?.receivedTs === receivedTs
  const base = isBurst ? undo(known) : known
  if (networkTs !== undefined) return judgeGateway(base, { ...stamp, networkTs }, rules)
  const aheadMs = ts - receivedTs
  if (!stamp.isSingle || isBurst) {
    return judged(stamp, { memory: rememberMany(base, aheadMs), isSlow: false, isServer: false })
  }
  return judgeSingle(base, stamp, rules)
}

function judgeSingle(base: ClockMemory, stamp: Stamp, rules: ClockRules): ClockVerdict {
  const { ts, receivedTs } = stamp
  const aheadMs = ts - receivedTs
  const isSlow = -aheadMs > liveLimits.minMs && rules.prove(base, stamp, aheadMs)
  const tells = aheadMs >= -futureMaxMs || isSteady(base, stamp)
  const heard = tells ? hear(base.heard, receivedTs, aheadMs) : base.heard
  const memory = rememberSingle(base, stamp, { isSlow, heard })
  const isServer = tells && heard !== null && heard.offMs !== 0 && rules.isServerDoubted(heard)
  return judged(stamp, { memory, isSlow, isServer })
}

function judged(
  { ts, receivedTs }: Stamp,
  { memory, isSlow, isServer }: { memory: ClockMemory; isSlow: boolean; isServer: boolean },
): ClockVerdict {
  const isFuture = ts - receivedTs > futureMaxMs
  if (!isSlow && !isServer) {
    return { placeTs: placeOf(ts, receivedTs), reasons: isFuture ? future : noReasons, memory }
  }
  const reasons: Reason[] = isFuture ? ['clock_future'] : []
  if (isSlow) reasons.push('clock_slow')
  if (isServer) reasons.push('server_clock')
  return { placeTs: receivedTs, reasons, memory }
}

/** The gateway's time and the network server's differ: a clock is wrong, or a buffer is emptied. */
function judgeGateway(
  memory: ClockMemory,
  stamp: Stamp & { networkTs: number },
  rules: ClockRules,
): ClockVerdict {
  const { ts, receivedTs, networkTs } = stamp
  const offsetMs = ts - networkTs
  const isSlow = rules.prove(memory, stamp, offsetMs)
  const reasons: Reason[] = ['clock_doubt', networkTimeReason(networkTs)]
  if (isSlow) reasons.push('clock_slow')
  else if (ts - receivedTs > futureMaxMs) reasons.push('clock_future')
  const late = { ts, receivedTs, offsetMs }
  const slowMs = isSlow ? offsetMs : memory.slowMs
  const placeTs = placeOf(isSlow ? networkTs : ts, receivedTs)
  return { placeTs, reasons, memory: { ...memory, late, slowMs, before: null } }
}

/** The memory before the message whose receipt turned out to be that of several. */
const undo = (memory: ClockMemory): ClockMemory => ({
  ...memory,
  heard: memory.before?.heard ?? null,
  late: null,
  before: null,
})

/**
 * Late reports tell of the server's clock only where two are late alike, and not at once: after an
 * outage all devices empty their buffers together, and their first reports are late alike.
 */
function isSteady({ late }: ClockMemory, { ts, receivedTs }: Stamp): boolean {
  if (!late || late.ts === ts || !isSame(ts - receivedTs, late.offsetMs)) return false
  return receivedTs - late.receivedTs >= steadyAfterMs
}

function rememberSingle(
  memory: ClockMemory,
  stamp: Stamp,
  { isSlow, heard }: { isSlow: boolean; heard: Heard | null },
): ClockMemory {
  const { ts, receivedTs } = stamp
  const aheadMs = ts - receivedTs
  // Whether that is too late depends on the interval; what is remembered does not.
  const late = -aheadMs > futureMaxMs ? { ts, receivedTs, offsetMs: aheadMs } : null
  const slowMs = isSlow ? aheadMs : stillSlow(memory, aheadMs)
  if (heard === memory.heard && late === memory.late && slowMs === memory.slowMs) return memory
  return { heard, late, slowMs, mode: memory.mode, before: { receivedTs, heard: memory.heard } }
}

/** A buffer says nothing about a clock, but a report of now in it does. */
function rememberMany(memory: ClockMemory, aheadMs: number): ClockMemory {
  const slowMs = stillSlow(memory, aheadMs)
  if (!memory.late && !memory.before && slowMs === memory.slowMs) return memory
  return { ...memory, late: null, slowMs, before: null }
}

const isBehind = (aheadMs: number) => -aheadMs > liveLimits.minMs

const stillSlow = ({ slowMs }: ClockMemory, aheadMs: number) => (isBehind(aheadMs) ? slowMs : null)

function hear(known: Heard | null, receivedTs: number, aheadMs: number): Heard {
  const slot = slotOf(receivedTs)
  const offMs = Math.abs(aheadMs) > futureMaxMs ? aheadMs : 0
  return known?.slot === slot && known.offMs === offMs ? known : { slot, offMs }
}
