import { type Change, outcomes } from '#domain/commit.ts'
import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import { thresholdM } from '../load/gauges.ts'
import type { ModelCity } from './model-city.ts'
import { modelGauges, modelLimits } from './model-city.ts'
import type { ModelDevice } from './model-device.ts'
import { keyOf, type ModelDisk } from './model-disk.ts'

/** A crossing of its own is never larger than this; it and checkpoints pass the queue's limit. */
const ownEntriesMax = 8

interface GaugeState {
  ts: number
  isHigh: boolean
}

/** Where a change leaves a gauge; undefined where it says nothing about its level. */
function follow(state: GaugeState | undefined, change: Change): GaugeState | undefined {
  if (change.type !== 'reading' || change.outcome === outcomes.duplicate) return undefined
  const { ts, values, reasons } = change.reading
  if (isClockSuspect(reasons)) return undefined
  const corrects = ts === state?.ts && change.outcome === outcomes.revision
  if (state && ts <= state.ts && !corrects) return undefined
  return { ts, isHigh: Number(values['level_m']) >= thresholdM }
}

/** The crossings that the journal means, each gauge up to a sequence, as `device ts direction`. */
function expectCrossings(disk: ModelDisk, upToSeq: (device: string) => number): string[] {
  const states = new Map<string, GaugeState>()
  const expected: string[] = []
  const entries = disk.journal.flatMap(({ seq, changes }) =>
    changes.map((change) => ({ seq, change })),
  )
  for (const { seq, change } of entries) {
    if (change.type !== 'reading') continue
    const { device } = change.reading
    if (seq > upToSeq(device)) continue
    const before = states.get(device)
    const after = follow(before, change)
    if (!after) continue
    states.set(device, after)
    if (after.isHigh === (before?.isHigh ?? false)) continue
    expected.push(`${device} ${after.ts} ${after.isHigh ? 'raised' : 'cleared'}`)
  }
  return expected
}

/** Where a gauge stands on the disk: at the cursor, or ahead of it where it was saved since. */
function standsAt({ projections }: ModelDisk, device: string): number {
  const { seq, entries } = projections.get('levels') ?? { seq: 0, entries: new Map() }
  const saved = entries.get(device) as { seq?: number } | undefined
  return Math.max(seq, saved?.seq ?? 0)
}

/** Promise 1: what was acknowledged is on the disk, with the value that was acknowledged. */
function* listLost(disk: ModelDisk, devices: readonly ModelDevice[]) {
  for (const sent of devices.flatMap(({ acked }) => acked)) {
    const versions = disk.readings.get(keyOf(sent)) ?? []
    if (!versions.some(({ values }) => values['level_m'] === sent.level_m)) {
      yield `lost: ${sent.device} at ${sent.ts} was acknowledged with ${sent.level_m}`
    }
  }
}

/** Promise 2: a gauge and its crossings stand at the same place, at every moment. */
function* listWrongCrossings(disk: ModelDisk) {
  const found = disk.crossings.map(({ device, ts, direction }) => `${device} ${ts} ${direction}`)
  const expected = expectCrossings(disk, (device) => standsAt(disk, device))
  if (found.join() !== expected.join()) {
    yield `crossings are ${found.join('; ')} and should be ${expected.join('; ')}`
  }
}

/** What follows from the journal is the same, however often it was saved and read again. */
function* listWrongLedgers({ disk, life }: ModelCity) {
  const fresh = createGapConsumer()
  for (const batch of disk.journal) fresh.apply(batch)
  for (const { id } of modelGauges) {
    const found = JSON.stringify(life.ingest.gaps.find(id))
    const expected = JSON.stringify(fresh.find(id))
    if (found !== expected) yield `the ledger of ${id} is ${found} and should be ${expected}`
  }
}

/** Compares the present with the moment before. */
export function createInvariants(city: ModelCity, devices: readonly ModelDevice[]) {
  const newestTs = new Map<string, number>()

  function* listBackwards() {
    for (const { device, latest } of city.life.ingest.board.list()) {
      const before = newestTs.get(device.id) ?? 0
      const now = latest?.place_ts ?? 0
      if (now < before) yield `the newest value of ${device.id} went back from ${before} to ${now}`
      newestTs.set(device.id, now)
    }
  }

  return {
    /** Everything that must hold at any moment, and does not. */
    *broken(): Generator<string> {
      yield* listLost(city.disk, devices)
      yield* listWrongCrossings(city.disk)
      yield* listBackwards()
      const { queued } = city.life.ingest.stats()
      if (queued > modelLimits.fullEntries + ownEntriesMax) yield `${queued} entries are queued`
    },
    /** And what must hold once everybody was served. */
    *brokenAtRest(): Generator<string> {
      yield* listWrongLedgers(city)
      const { disk, life } = city
      const newest = disk.journal.findLast(({ changes }) =>
        changes.some(({ type }) => type === 'reading'),
      )
      const all = expectCrossings(disk, () => newest?.seq ?? 0)
      if (all.length !== disk.crossings.length) {
        yield `${disk.crossings.length} crossings instead of ${all.length}`
      }
      const shown = life.ingest.alarms.list({ limit: 1_000 }).items
      const active = shown.filter(({ condition }) => condition === 'active').length
      const high = modelGauges.filter(({ id }) => {
        const last = disk.crossings.findLast(({ device }) => device === id)
        return last?.direction === 'raised'
      })
      if (active !== high.length) yield `${active} alarms are active instead of ${high.length}`
    },
  }
}
