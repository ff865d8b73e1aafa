import { effect, signal, type Signal } from '@preact/signals'
import type { BucketResource } from '#domain/resources.ts'
import { levelValueOf } from '../logic/level-value.ts'
import { trendOf, type Point, type Trend } from '../logic/trend.ts'
import { findKind } from './city.ts'
import { fleet, type FleetEntry } from './fleet.ts'
import { loadJson } from './request.ts'
import { serverNow } from './server-clock.ts'

/** Gauges followed at most: each costs one small request in five minutes. */
const followedMax = 60
const refreshEveryMs = 5 * 60_000
/** An hour back, its tolerance, and a bucket's width. */
const spanMs = 100 * 60_000

const points = new Map<string, Signal<readonly Point[]>>()

function pointsOf(id: string): Signal<readonly Point[]> {
  const known = points.get(id) ?? signal<readonly Point[]>([])
  points.set(id, known)
  return known
}

/** The change over the last hour of a device with levels; undefined while unknown. Reads signals. */
export function findTrend(entry: FleetEntry): Trend | undefined {
  const device = entry.device.value
  const measured = levelValueOf(device, findKind(device.kind))
  if (!measured) return undefined
  const { value, field, ts } = measured
  return trendOf(pointsOf(entry.id).value, { ts, value }, field.decimals ?? 0)
}

async function loadPoints(entry: FleetEntry): Promise<void> {
  const field = findKind(entry.device.peek().kind)?.level_field
  if (!field) return
  const now = serverNow()
  const query = `from=${now - spanMs}&to=${now}&every=10m&agg=last`
  const path = `/v1/devices/${encodeURIComponent(entry.id)}/readings?${query}`
  const { items } = await loadJson<{ items: BucketResource[] }>(path)
  pointsOf(entry.id).value = items.flatMap(({ ts, values }) => {
    const value = values[field]?.last
    return value === undefined ? [] : [{ ts, value }]
  })
}

/** Loads the last hour of every gauge now and every five minutes; returns the function to stop. */
export function startTrends(): () => void {
  let timer = 0
  let stopped = false
  const refresh = async (entries: readonly FleetEntry[]) => {
    const gauges = entries.filter(({ device }) => findKind(device.peek().kind)?.level_field)
    for (const entry of gauges.slice(0, followedMax)) {
      // One at a time and without a word on failure: the arrow is an extra.
      if (!stopped) await loadPoints(entry).catch(() => undefined)
    }
    if (!stopped) timer = window.setTimeout(() => void refresh(fleet.peek()), refreshEveryMs)
  }
  const stopWaiting = effect(() => {
    window.clearTimeout(timer)
    if (fleet.value.length > 0) void refresh(fleet.value)
  })
  return () => {
    stopped = true
    stopWaiting()
    window.clearTimeout(timer)
  }
}
