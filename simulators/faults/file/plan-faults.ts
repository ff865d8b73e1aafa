import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { mixSeeds, seedOf } from '#domain/kinds/seeded.ts'
import type { RunPlan } from '../../fleet/run-plan.ts'
import type { CityTime } from '../../world/local-time.ts'
import type { DeviceFault, ValuesAt } from '../device-fault.ts'
import { durationWords, parseDuration } from '../durations.ts'
import { createWindow } from '../window.ts'
import type { Span, Window } from '../window.ts'
import { complainOfDurations, complainOfField, fieldOf } from './complaints.ts'
import { findContradiction } from './conflicts.ts'
import type { Planned } from './conflicts.ts'
import type { FaultEntry } from './faults-file.ts'
import { findTargets } from './targets.ts'
import { readBeginning, spanOf } from './when.ts'

export interface PlanSurroundings {
  /** The devices that are simulated. */
  devices: readonly Device[]
  kinds: readonly Kind[]
  centre: { lat: number; lon: number }
  time: CityTime
  seed: number
  plan: RunPlan
  /** What a device measures if nothing is wrong. */
  valuesOf: (device: Device) => ValuesAt
}

export interface FaultPlan {
  faults: readonly DeviceFault[]
  complaints: readonly string[]
}

const day = 86_400_000

/** Turns a file's entries into faults at devices. Complaints are all that is wrong, in words. */
export function planFaults(entries: readonly FaultEntry[], around: PlanSurroundings): FaultPlan {
  const planned: Planned[] = []
  const complaints: string[] = []
  for (const entry of entries) {
    const result = planEntry(entry, around, planned)
    const wrong = Array.isArray(result)
      ? result
      : findContradictions(result.planned, planned, around)
    complaints.push(...wrong)
    if (wrong.length === 0 && !Array.isArray(result)) planned.push(...result.planned)
  }
  return { faults: planned.map(({ fault }) => fault), complaints }
}

function findContradictions(
  fresh: readonly Planned[],
  before: readonly Planned[],
  { plan }: PlanSurroundings,
): string[] {
  const { startTs, endTs } = spanOf(plan)
  // Daily faults meet on the first days or never; what is dated further off is looked at there.
  const dated = [...fresh, ...before].flatMap(({ fault }) => fault.window.datedTo ?? [])
  const horizon = { fromTs: startTs, toTs: Math.min(endTs, Math.max(startTs + 3 * day, ...dated)) }
  const [first] = fresh.flatMap((one) => {
    const words = findContradiction(one, before, horizon)
    return words === undefined ? [] : [`${one.path}: ${words}`]
  })
  return first === undefined ? [] : [first]
}

function planEntry(
  entry: FaultEntry,
  around: PlanSurroundings,
  before: readonly Planned[],
): { planned: Planned[] } | string[] {
  const { kinds, seed, valuesOf, plan } = around
  const window = readWindow(entry, around)
  const complainOf = (device: Device, kind: Kind) =>
    complainOfField(entry, { device, kind, values: valuesOf(device)(plan.startTs) })
  const suits = (device: Device) => {
    const kind = kinds.find(({ id }) => id === device.kind)
    const moves = !entry.type.needsMotion || !device.normally_flat
    return moves && kind !== undefined && complainOf(device, kind).length === 0
  }
  const taken = new Set(before.map(({ fault }) => fault.device.id))
  const targets = findTargets(entry, { ...around, taken, suits })
  const wrong = [
    ...(Array.isArray(window) ? window : []),
    ...(Array.isArray(targets) ? targets : []),
    ...complainOfDurations(entry),
  ]
  const planned: Planned[] = []
  for (const device of Array.isArray(targets) ? [] : targets.devices) {
    const kind = kinds.find(({ id }) => id === device.kind)
    if (!kind) continue
    wrong.push(...complainOf(device, kind))
    if (Array.isArray(window) || Array.isArray(targets)) continue
    const { id, type, params, place } = entry
    const field = fieldOf(entry, kind) ?? null
    const own = mixSeeds(seed, seedOf(`${id} ${device.id}`))
    const { area } = targets
    const fault = { id, type: type.id, device, kind, field, params, window, seed: own, area }
    planned.push({ fault, type, path: place() })
  }
  return wrong.length > 0 ? [...new Set(wrong)] : { planned }
}

function readWindow(entry: FaultEntry, { plan, time }: PlanSurroundings): Window | string[] {
  const { place } = entry
  const begins = readBeginning(entry.from, plan)
  const isDaily = typeof begins !== 'string' && 'dailyMs' in begins
  const lastsMs = readLength(entry, isDaily)
  const wrong = [
    ...(typeof begins === 'string' ? [`${place('from')}: ${begins}`] : []),
    ...(typeof lastsMs === 'string' ? [`${place('for')}: ${lastsMs}`] : []),
  ]
  if (typeof begins === 'string' || typeof lastsMs === 'string') return wrong
  const span = spanOf(plan)
  const window = createWindow({ begins, lastsMs, time })
  const until = Math.min(span.endTs, isDaily ? span.startTs + 2 * day : Infinity)
  if (window.between(span.startTs, until).length > 0) return window
  return [`${place('from')}: outside the run, ${describeSpan(span)}`]
}

function readLength({ type, for: text }: FaultEntry, isDaily: boolean): number | string {
  if (text === undefined) {
    if (isDaily) return 'missing; a fault of every day says how long it lasts'
    return type.mustEnd ? `missing; a ${type.id} has to end, with ${durationWords}` : Infinity
  }
  const ms = parseDuration(text)
  if (ms === undefined || ms <= 0) return `"${text}" is not ${durationWords}`
  return isDaily && ms > day ? `"${text}" is more than the day that it begins anew after` : ms
}

function describeSpan({ startTs, endTs }: Span): string {
  const from = new Date(startTs).toISOString()
  return Number.isFinite(endTs)
    ? `which goes from ${from} to ${new Date(endTs).toISOString()}`
    : `which begins at ${from} and has no end`
}
