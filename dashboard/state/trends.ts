import { effect, signal, untracked, type Signal } from '@preact/signals'
import type { BucketResource } from '#domain/wire/bucket.ts'
import { levelValueOf } from '../logic/alarm/level-value.ts'
import { pointEvery, pointsOf, trendOf, type Point, type Trend } from '../logic/device/trend.ts'
import { findKind } from './city.ts'
import { fleet, type FleetEntry } from './fleet.ts'
import { keepAsked } from './keep-asked.ts'
import { loadJson } from './request.ts'
import { serverNow } from './server-clock.ts'

/** Gauges followed at most: each costs one small request in five minutes. */
const followedMax = 60
const refreshEveryMs = 5 * 60_000
/** An hour back, its tolerance, and as long as the newest reading may be old. */
const spanMs = 100 * 60_000

const points = new Map<string, Signal<readonly Point[]>>()

function findPoints(id: string): Signal<readonly Point[]> {
  const known = points.get(id) ?? signal<readonly Point[]>([])
  points.set(id, known)
  return known
}

/** The change over the last hour of a device with levels; undefined while unknown. Reads signals. */
export function findTrend(entry: FleetEntry): Trend | undefined {
  const device = entry.device.value
  const measured = levelValueOf(device, findKind(device.kind), entry.standing.value)
  if (!measured) return undefined
  const { value, field, ts } = measured
  return trendOf(findPoints(entry.id).value, { ts, value }, field.decimals ?? 0)
}

async function loadPoints(entry: FleetEntry): Promise<void> {
  const field = findKind(entry.device.peek().kind)?.level_field
  if (!field) return
  const now = serverNow()
  const query = `from=${now - spanMs}&to=${now}&every=${pointEvery.name}&agg=last`
  const path = `/v1/devices/${encodeURIComponent(entry.id)}/readings?${query}`
  const { items } = await loadJson<{ items: BucketResource[] }>(path)
  findPoints(entry.id).value = pointsOf(items, field)
}

/** One round: every gauge, one at a time, those first of which nothing is known. */
async function loadAll(isCurrent: () => boolean): Promise<void> {
  const gauges = fleet
    .peek()
    .filter(({ device }) => findKind(device.peek().kind)?.level_field)
    .slice(0, followedMax)
  const isKnown = ({ id }: FleetEntry) => Number(findPoints(id).peek().length > 0)
  for (const entry of gauges.toSorted((a, b) => isKnown(a) - isKnown(b))) {
    if (!isCurrent()) return
    // Without a word on failure: the arrow is an extra.
    await loadPoints(entry).catch(() => undefined)
  }
}

/**
 * Loads the last hour of every gauge now, every five minutes, and when the devices were loaded
 * again; a round that is under way then ends. Returns the function to stop.
 */
export function startTrends(): () => void {
  let stopRounds = () => {}
  const stopFollowing = effect(() => {
    if (fleet.value.length === 0) return
    stopRounds()
    stopRounds = untracked(() => keepAsked(loadAll, refreshEveryMs))
  })
  return () => {
    stopFollowing()
    stopRounds()
  }
}
