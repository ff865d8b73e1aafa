import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeviceFeature, createLiveDevice } from '#api/devices/feature.ts'
import { followedCrossingsMax } from '#domain/live-stream.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { DeviceState } from '#views/board.ts'
import {
  crossing,
  keepAll,
  makeCrossing,
  makeReading,
  reading,
  t0,
} from '#test/contracts/make-readings.ts'
import { createTempStore } from '#test/store/temp-store.ts'
import { compare } from './checker/compare.ts'
import { PageNotes } from './checker/page-notes.ts'
import { describeGauges, thresholdM } from './load/gauges.ts'

const [gauge] = describeGauges(1)
if (!gauge) throw new Error('no gauge')
const { id: device } = gauge
/** Each reading is just on the other side of the threshold, so each but the first crosses it. */
const levelAt = (n: number) => thresholdM + (n % 2 > 0 ? 0.1 : -0.1)
const count = 6

const stateAt = (n: number, levelM = levelAt(n)): DeviceState => {
  const { ts, received_ts, place_ts, seq, values, flag, reasons } = makeReading({
    ts: t0 + n,
    values: { level_m: levelM },
  })
  return {
    device: gauge,
    latest: { ts, received_ts, place_ts, seq, values, flag, reasons },
    level: null,
    confirmed: true,
    alarmLevel: 0,
    lastLevel: null,
    intervalMs: 60_000,
    unchangedMs: null,
    clockOffsetMs: null,
    online: true,
    onlineSinceTs: null,
    onlineSeq: -1,
    lastUplinkTs: null,
    changeSeq: n,
  }
}

const crossingAt = (n: number) =>
  makeCrossing({
    device,
    ts: t0 + n,
    direction: levelAt(n) > thresholdM ? 'raised' : 'cleared',
  })

const told = (n: number): CrossingResource => ({
  ...crossingAt(n),
  crossing_seq: n,
  name: gauge.name,
  from_level: 0,
  to_level: 2,
})

/** A page that was open from the first reading on, and was told everything. */
function openPage(): PageNotes {
  const page = new PageNotes()
  load(page, stateAt(0))
  return page
}

function load(page: PageNotes, state: DeviceState): void {
  const features = [createDeviceFeature(state, t0)]
  const standing = { seq: state.changeSeq, registry: '', server_ts: t0 }
  page.takeSnapshot({ type: 'FeatureCollection', features, ...standing })
}

const show = (page: PageNotes, state: DeviceState) => page.takeChanges([createLiveDevice(state)])

type Temp = Awaited<ReturnType<typeof createTempStore>>

/** A city that stored everything, each reading and its crossing in a batch of their own. */
async function storeAll(): Promise<Temp> {
  const created = await createTempStore()
  for (let n = 0; n < count; n++) {
    const item = reading({ device, ts: t0 + n, values: { level_m: levelAt(n) } })
    await created.store.commit(n > 0 ? [item, crossing(crossingAt(n))] : [item])
  }
  return created
}

let temp: Temp
beforeAll(async () => void (temp = await storeAll()))
afterAll(() => temp.remove())

const acked = new Map([
  [device, new Map(Array.from({ length: count }, (_, n) => [t0 + n, levelAt(n)]))],
])

const check = (page: PageNotes, { store } = temp, journalMayBePruned = false) =>
  compare(
    store,
    { acked, pages: [page] },
    { type: 'compare', folder: '', crossing: [device], thresholdM, journalMayBePruned },
  )

function showAll(page: PageNotes): PageNotes {
  for (let n = 1; n < count; n++) show(page, stateAt(n))
  return page
}

function tellAll(page: PageNotes): PageNotes {
  for (let n = 1; n < count; n++) page.takeCrossings([told(n)])
  return page
}

describe('what a page was told of crossings', () => {
  it('is right where it was told each once', async () => {
    const { live } = await check(tellAll(showAll(openPage())))
    const none = { missing: 0, doubled: 0, invented: 0, valuesInvented: 0, notNewest: 0 }
    expect(live).toMatchObject({ crossings: 5, passedOver: 0, wentBack: 0, ...none })
  })

  it('lacks one that was not sent, also the newest', async () => {
    const page = showAll(openPage())
    page.takeCrossings([told(1), told(2)])
    page.takeCrossings([told(4)])
    expect((await check(page)).live).toMatchObject({ missing: 2, doubled: 0, invented: 0 })
  })

  it('has one too many that was sent again', async () => {
    const page = tellAll(showAll(openPage()))
    page.takeCrossings([told(5)])
    expect((await check(page)).live).toMatchObject({ missing: 0, doubled: 1, invented: 0 })
  })

  it('has one that the store does not have, or has otherwise', async () => {
    const page = tellAll(showAll(openPage()))
    page.takeCrossings([told(6)])
    expect((await check(page)).live).toMatchObject({ missing: 0, doubled: 0, invented: 1 })
    const other = showAll(openPage())
    other.takeCrossings([1, 3, 4].map(told))
    other.takeCrossings([
      { ...told(2), ts: t0 },
      { ...told(5), direction: 'cleared' },
    ])
    expect((await check(other)).live).toMatchObject({ missing: 0, invented: 2 })
  })

  it('is not doubled by the whole list of a server that was started anew', async () => {
    const page = showAll(openPage())
    page.takeCrossings([1, 2, 3].map(told))
    page.takeAnew([1, 2, 3, 4, 5].map(told), t0)
    expect((await check(page)).live).toMatchObject({ missing: 0, doubled: 0, invented: 0 })
  })

  it('lacks one that stood in such a list and was no news there', async () => {
    const page = showAll(openPage())
    page.takeCrossings([1, 2, 3, 4].map(told))
    page.takeAnew([{ ...told(1), to_level: 4 }, told(5)], told(5).received_ts)
    expect(page.newestCrossing).toBe(5)
    expect((await check(page)).live).toMatchObject({ missing: 1, doubled: 0 })
  })

  it('may begin after the older ones only in a list that is full', () => {
    const list = Array.from({ length: followedCrossingsMax }, (_, n) => told(n + 101))
    const full = new PageNotes()
    full.takeCrossings(list)
    expect(full.passedOver.size).toBe(100)
    const short = new PageNotes()
    short.takeCrossings(list.slice(1))
    expect(short.passedOver.size).toBe(0)
  })
})

describe('what a page showed', () => {
  it('is not the newest where the last change was not sent', async () => {
    const page = tellAll(openPage())
    for (let n = 1; n < count - 1; n++) show(page, stateAt(n))
    expect((await check(page)).live).toMatchObject({ notNewest: 1, valuesInvented: 0 })
  })

  it('is made up where the store has another value, or none of that time', async () => {
    const page = tellAll(openPage())
    show(page, stateAt(1, 0.5))
    show(page, stateAt(count))
    expect((await check(page)).live).toMatchObject({ notNewest: 1, valuesInvented: 2 })
  })

  it('stays where a snapshot is older than what came live', async () => {
    const page = tellAll(showAll(openPage()))
    load(page, stateAt(2))
    expect((await check(page)).live).toMatchObject({ notNewest: 0, wentBack: 0 })
  })

  it('went back where an older value took the place of a newer one', async () => {
    const page = tellAll(showAll(openPage()))
    show(page, { ...stateAt(2), changeSeq: count })
    show(page, { ...stateAt(count - 1), changeSeq: count + 1 })
    expect((await check(page)).live).toMatchObject({ notNewest: 0, wentBack: 1 })
  })
})

describe('the journal', () => {
  it('has every stored reading', async () => {
    const counts = { journalled: count, journalMissing: 0, journalOnly: 0, doubled: 0 }
    expect(await check(openPage())).toMatchObject(counts)
  })

  it('may have a reading twice that came again after its deletion, of devices that are not asked for', async () => {
    const city = await storeAll()
    const again = async (id: string) => {
      const item = reading({ device: id, ts: t0 - 1 })
      await city.store.commit([item])
      await city.store.prune({ ...keepAll, readingsBeforeTs: t0 })
      await city.store.commit([item])
    }
    try {
      await again('fuzz-1')
      expect(await check(openPage(), city)).toMatchObject({ doubled: 0 })
      await again(device)
      expect(await check(openPage(), city)).toMatchObject({ doubled: 1 })
    } finally {
      await city.remove()
    }
  })

  it('may begin later only where a server had the time to prune it', async () => {
    const pruned = await storeAll()
    const forget = (journalUpToSeq: number) => pruned.store.prune({ ...keepAll, journalUpToSeq })
    const missing = async (mayBePruned: boolean) => {
      const { journalled, journalMissing } = await check(openPage(), pruned, mayBePruned)
      return [journalled, journalMissing]
    }
    try {
      await forget(2)
      expect(await missing(false)).toEqual([4, 2])
      expect(await missing(true)).toEqual([4, 0])
      await forget(1_000)
      expect(await missing(false)).toEqual([0, count])
    } finally {
      await pruned.remove()
    }
  })
})
