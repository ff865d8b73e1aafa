import { foldPerGauge } from '#domain/alarms/fold-per-gauge.ts'
import { isAlarming } from '#domain/alarms/is-alarming.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import { followedCrossingsMax } from '#domain/live-stream.ts'
import type { Alarm } from '#domain/wire/alarm.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { Level } from '#domain/alarms/levels.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Store } from '#store/store.ts'
import type { AlarmView } from './alarm-view.ts'
import {
  continueEpisode,
  crossingsPerEpisodeMax,
  makeSure,
  sureLevel,
  withdrawFrom,
} from './episodes.ts'

/** Episodes are folded from so many; a storm at a hundred gauges makes a few thousand. */
const loadedMax = 20_000
const clearedMax = 5_000
const pageLimit = 1_000

/** Crossings and episodes as REST and the live stream show them. */
export interface AlarmLog extends AlarmView {
  /** Takes crossings in the order of their commit and returns them as they are shown. */
  append(crossings: readonly StoredCrossing[]): CrossingResource[]
}

/** Loads the newest crossings from the store, and what still stands, and folds them into episodes. */
export async function loadAlarmLog(
  store: Pick<Store, 'listFacts'>,
  directory: Pick<DeviceDirectory, 'find' | 'list'>,
  max = loadedMax,
): Promise<AlarmLog> {
  const log = createAlarmLog(directory)
  const newest = await listNewest(store, max)
  const standing = newest.length < max ? [] : await listStanding(store, directory, newest)
  for (const crossing of [...standing, ...newest]) log.add(crossing)
  return log.view
}

/**
 * Where a gauge flaps for hours, its crossings are all the newest ones. What another gauge raised
 * before them still stands, and nothing raises it again.
 */
async function listStanding(
  store: Pick<Store, 'listFacts'>,
  directory: Pick<DeviceDirectory, 'list'>,
  newest: readonly StoredCrossing[],
): Promise<StoredCrossing[]> {
  const known = new Set(newest.map(({ device }) => device))
  const standing: StoredCrossing[] = []
  for (const { id, thresholds } of directory.list()) {
    if (!thresholds || known.has(id)) continue
    const query = { device: id, limit: crossingsPerEpisodeMax }
    const { items } = await store.listFacts('crossing', query)
    const ended = items.findIndex((one) => one.to_level === 0 && isAlarming(one))
    standing.push(...items.slice(0, ended === -1 ? items.length : ended))
  }
  return standing.toSorted((a, b) => a.crossing_seq - b.crossing_seq)
}

async function listNewest(store: Pick<Store, 'listFacts'>, max: number) {
  const newest: StoredCrossing[] = []
  let cursor: string | undefined
  do {
    const limit = Math.min(pageLimit, max - newest.length)
    const page = await store.listFacts('crossing', { limit, cursor })
    newest.push(...page.items)
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined && newest.length < max)
  return newest.toReversed()
}

function createAlarmLog(directory: Pick<DeviceDirectory, 'find'>) {
  /** The newest ones. */
  let crossings: CrossingResource[] = []
  let crossingSeq = -1
  const active = new Map<string, Alarm>()
  /** Oldest first. */
  let cleared: Alarm[] = []

  const findNewest = (device: string) =>
    active.get(device) ?? cleared.findLast((episode) => episode.device === device)

  const add = (crossing: StoredCrossing): CrossingResource => {
    const { device } = crossing
    const name = directory.find(device)?.name ?? { ja: device, en: device }
    const shown = toResource(crossing, name)
    crossingSeq = crossing.crossing_seq
    crossings.push(shown)
    if (crossings.length > 2 * followedCrossingsMax) crossings = foldNewest(crossings)
    if (crossing.found === 'live') follow(shown)
    else {
      const episode = active.get(device)
      if (episode) put(device, makeSure(episode, shown))
    }
    return shown
  }

  /** What changes the alarm that stands; late finds are of the record alone. */
  const follow = (crossing: CrossingResource) => {
    const { device, withdraws, to_level } = crossing
    const newest = findNewest(device)
    const remaining = newest && withdrawFrom(newest, withdraws)
    const isLed = (level: Level) => level === to_level || (newest && level === sureLevel(newest))
    // Where what remains is at another level, its beginning is no longer known.
    if (remaining && isLed(remaining.episode ? sureLevel(remaining.episode) : 0)) {
      if (newest.condition === 'cleared') cleared = cleared.filter((one) => one !== newest)
      put(device, remaining.episode)
    } else put(device, continueEpisode(active.get(device), crossing))
  }

  const put = (device: string, episode: Alarm | undefined) => {
    active.delete(device)
    if (episode?.condition === 'active') active.set(device, episode)
    else if (episode) cleared.push(episode)
    if (cleared.length > 2 * clearedMax) cleared = cleared.slice(-clearedMax)
  }

  const view: AlarmLog = {
    get crossingSeq() {
      return crossingSeq
    },
    append: (added) => added.map(add),
    list({ condition, limit, cursor }) {
      const all = [...(condition === 'cleared' ? [] : active.values())]
      if (condition !== 'active') all.push(...cleared)
      const before = cursor === undefined ? Infinity : Number(cursor)
      const rest = all.filter((alarm) => orderOf(alarm) < before)
      const items = rest.toSorted((a, b) => orderOf(b) - orderOf(a)).slice(0, limit)
      const last = items.at(-1)
      return { items, next_cursor: last && rest.length > limit ? String(orderOf(last)) : null }
    },
    crossingsSince: (since) =>
      foldNewest(crossings.filter(({ crossing_seq }) => crossing_seq > since)),
    highest: () => Math.max(0, ...[...active.values()].map(sureLevel)) as Level,
  }
  return { add, view }
}

/** As many as a page keeps, oldest first. */
const foldNewest = (oldestFirst: readonly CrossingResource[]): CrossingResource[] =>
  foldPerGauge(oldestFirst.toReversed(), followedCrossingsMax).toReversed()

/** Episodes are ordered by the crossing that opened them; it is part of the id. */
const orderOf = ({ id }: Alarm): number => Number(id.slice(id.lastIndexOf('.') + 1))

function toResource(crossing: StoredCrossing, name: CrossingResource['name']): CrossingResource {
  return { ...crossing, name }
}
