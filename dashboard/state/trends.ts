import { effect, signal, untracked, type Signal } from '@preact/signals'
import type { BucketResource } from '#domain/wire/bucket.ts'
import { levelValueOf } from '../logic/alarm/level-value.ts'
import {
  mergePoints,
  pointEvery,
  pointsOf,
  trendOf,
  type Point,
  type Trend,
} from '../logic/device/trend.ts'
import { findKind } from './city.ts'
import { fleet, fleetVersion, type FleetEntry } from './fleet.ts'
import { keepAsked } from './keep-asked.ts'
import { readsAll } from './reader.ts'
import { loadJson } from './request.ts'
import { serverNow } from './server-clock.ts'

/** Gauges followed at most: each costs one small request in five minutes. */
const followedMax = 60
const refreshEveryMs = 5 * 60_000
/** How far back a peak is looked for. */
const keptMs = 6 * 3_600_000
/** What is asked again: what came meanwhile is there from the live stream, but for its holes. */
const askedAgainMs = 100 * 60_000

const points = new Map<string, Signal<readonly Point[]>>()

function findPoints(id: string): Signal<readonly Point[]> {
  const known = points.get(id) ?? signal<readonly Point[]>([])
  points.set(id, known)
  return known
}

/**
 * The trend of a device with levels; undefined while unknown, and for the public: what a rate says of
 * the next hours is for staff to judge (気象業務法 17条). Reads signals.
 */
export function findTrend(entry: FleetEntry): Trend | undefined {
  if (!readsAll.value) return undefined
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
  const known = findPoints(entry.id)
  const spanMs = known.peek().length > 0 ? askedAgainMs : keptMs
  const query = `from=${now - spanMs}&to=${now}&every=${pointEvery.name}&agg=last`
  const path = `/v1/devices/${encodeURIComponent(entry.id)}/readings?${query}`
  const { items } = await loadJson<{ items: BucketResource[] }>(path)
  // Those of the live stream stand exactly where they belong, and leave for the ones just asked.
  const older = known.peek().filter(({ ts }) => ts < now - spanMs)
  known.value = mergePoints(older, pointsOf(items, field), now - keptMs)
}

/** What the live stream brings between two rounds: the direction of now hangs on it. */
function followLive(): () => void {
  return effect(() => {
    void fleetVersion.value
    for (const entry of fleet.value.slice(0, followedMax)) {
      const device = entry.device.peek()
      const known = points.get(entry.id)
      const measured = levelValueOf(device, findKind(device.kind), entry.standing.peek())
      if (!known || !measured) continue
      const { ts, value } = measured
      const newest = known.peek().at(-1)
      if (newest && ts - newest.ts < pointEvery.ms / 2) continue
      known.value = mergePoints(known.peek(), [{ ts, value }], ts - keptMs)
    }
  })
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
 * Loads the last hours of every gauge now, every five minutes, and when the devices were loaded
 * again; a round that is under way then ends. Returns the function to stop.
 */
export function startTrends(): () => void {
  let stopRounds = () => {}
  const stopFollowing = effect(() => {
    if (fleet.value.length === 0 || !readsAll.value) return
    stopRounds()
    stopRounds = untracked(() => keepAsked(loadAll, refreshEveryMs))
  })
  const stopLive = followLive()
  return () => {
    stopLive()
    stopFollowing()
    stopRounds()
  }
}
