import { setTimeout as sleep } from 'node:timers/promises'
import type { DeviceCollection } from '#domain/wire/device.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'
import type { Figure } from '#test/bench/result.ts'
import { openRawViewer } from '#test/api/live/raw-viewer.ts'
import { askJson } from '../load/ask.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { levelOf } from '../load/gauges.ts'
import { none } from '../load/none.ts'
import { sendAll } from '../load/send-all.ts'
import { until } from '../load/until.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const readings = { glance: 500, short: 5_000, full: 100_000 }
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const [wrong, restless] = ['fault-0001', 'fault-0002']

interface Sent {
  ts: number
  level_m: number
}

const exactly = (name: string, value: number, wanted: number): Figure =>
  none(name, Math.abs(value - wanted))

/** A crossing is in the commit after that of its reading: by then it is there, ms. */
const crossedMs = 500
const patienceMs = 60_000

/** The newest value, and the crossings of the record, once there are so many. */
async function look(url: string, device: string, crossings: number) {
  await sleep(crossedMs)
  let items: Pick<CrossingResource, 'found'>[] = []
  const isThere = async () => {
    const query = `device=${device}&limit=10000`
    ;({ items } = await askJson<{ items: typeof items }>(`${url}/v1/crossings?${query}`))
    return items.length >= crossings
  }
  // Too few are a figure, not an error.
  await until('the crossings', patienceMs, isThere).catch(() => undefined)
  const { features } = await askJson<DeviceCollection>(`${url}/v1/devices`)
  const latest = features.find(({ id }) => id === device)?.properties.latest
  const { ts: latestTs = 0, place_ts: latestPlaceTs = 0 } = latest ?? {}
  const alarms = items.filter(({ found }) => found === 'live').length
  return { latestTs, latestPlaceTs, crossings: items.length, alarms }
}

async function countStored(url: string, device: string): Promise<ReadingResource[]> {
  const all: ReadingResource[] = []
  let cursor = ''
  do {
    const query = `from=0&to=${Date.now() + 3_650 * dayMs}&limit=10000${cursor}`
    const page = await askJson<{ items: ReadingResource[]; next_cursor: string | null }>(
      `${url}/v1/devices/${device}/readings?${query}`,
    )
    all.push(...page.items)
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
  } while (cursor !== '')
  return all
}

/** F11: times from the future and from before the platform. */
async function sendWrongTimes(city: FaultCity, url: string): Promise<Figure[]> {
  const now = Date.now()
  await sendAll(city, wrong, [{ ts: now - minuteMs, level_m: 0.5 }])
  const before = await look(url, wrong, 0)
  const ahead = [6 * minuteMs, dayMs, 365 * dayMs]
  const tooOld = [-40 * dayMs, Date.UTC(2014, 11, 31) - now]
  // One high enough to alarm, were it believed; a second one would prove it.
  await sendAll(city, wrong, [
    ...ahead.map((offset, n) => ({ ts: now + offset, level_m: n === 0 ? 2 : 0.5 })),
    ...tooOld.map((offset) => ({ ts: now + offset, level_m: 2 })),
  ])
  const after = await look(url, wrong, 0)
  const stored = await countStored(url, wrong)
  const suspect = stored.filter(({ flag }) => flag >= 3).length
  const refused = await askJson<{ items: { code: string }[] }>(`${url}/v1/quarantine?limit=100`)
  const told = refused.items.filter(({ code }) => code === 'too_old').length
  return [
    exactly('wrongly dated: not stored', stored.length, ahead.length + 1),
    exactly('wrongly dated: not marked', suspect, ahead.length),
    exactly('too old: not in quarantine', told, tooOld.length),
    none('wrongly dated: shown at a time to come', after.latestPlaceTs > Date.now() ? 1 : 0),
    exactly('wrongly dated: crossings', after.crossings, before.crossings),
  ]
}

/** Readings of a minute apart, one in ten sent twice, one in ten out of its order. */
function shuffle(count: number, { random }: Setting): Sent[] {
  const firstTs = Date.now() - 60 * minuteMs
  const sent: Sent[] = []
  for (let n = 0; n < count; n++) {
    const reading = { ts: firstTs + n, level_m: levelOf(n) }
    sent.push(reading)
    if (random() < 0.1) sent.push(reading)
    const before = sent.length - 2
    if (random() < 0.1 && before >= 0) sent.push(...sent.splice(before, 1))
  }
  return sent
}

/** The crossings that the readings mean in the order of their times. */
function countCrossings(sent: readonly Sent[]): number {
  const inOrder = sent.toSorted((a, b) => a.ts - b.ts).map(({ level_m }) => level_m >= 1)
  return inOrder.filter((isHigh, at) => isHigh !== (inOrder[at - 1] ?? false)).length
}

/** F12: duplicates, reordering, and a buffer that is emptied a day later. */
async function sendShuffled(setting: Setting, city: FaultCity, url: string): Promise<Figure[]> {
  const sent = shuffle(readings[setting.effort], setting)
  const viewer = await openRawViewer(url)
  viewer.watch({ kinds: ['flood'], since: 0, since_crossing: -1, health: false })
  await sendAll(city, restless, sent)
  const late = Array.from({ length: 500 }, (_, n) => ({
    ts: Date.now() - dayMs + n,
    level_m: levelOf(n),
  }))
  const before = await look(url, restless, countCrossings(sent))
  await sendAll(city, restless, [late])
  const allSent = [...late, ...sent]
  const after = await look(url, restless, countCrossings(allSent))
  viewer.socket.destroy()

  const seen = viewer.updates
    .flatMap(({ changes }) => changes)
    .flatMap(({ id, latest }) => (id === restless && latest ? [latest.ts] : []))
  const backwards = seen.filter((ts, index) => ts < (seen[index - 1] ?? 0)).length
  const stored = await countStored(url, restless)
  const distinct = new Set(allSent.map(({ ts }) => ts)).size
  return [
    { name: 'shuffled: sent', value: sent.length, unit: '' },
    exactly('shuffled: stored too many or too few', stored.length, distinct),
    { name: 'shuffled: live updates seen', value: seen.length, unit: '', target: { atLeast: 1 } },
    none('shuffled: newest went back', backwards),
    exactly('shuffled: crossings missed or doubled', before.crossings, countCrossings(sent)),
    exactly('a day late: crossings', after.crossings, countCrossings(allSent)),
    exactly('a day late: alarms raised', after.alarms, before.alarms),
    exactly('a day late: shown as newest', after.latestTs, before.latestTs),
  ]
}

export const deviceClock: Scenario = {
  id: 'F11',
  title: 'wrong device clocks',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: 2 })
    const { url } = await city.start()
    return { figures: await sendWrongTimes(city, url) }
  },
}

export const restlessDevice: Scenario = {
  id: 'F12',
  title: 'a tenth sent twice, a tenth out of order, and 500 readings a day late',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: 2 })
    const { url } = await city.start()
    return { figures: await sendShuffled(setting, city, url) }
  },
}
