import { sureLevel } from '#alarms/episodes.ts'
import { listInForce } from '#alarms/level/in-force.ts'
import { isAlarming } from '#domain/alarms/is-alarming.ts'
import { passOverStored } from '#test/alarms/reference-pass.ts'
import { createGapConsumer } from '#views/gaps/gap-consumer.ts'
import type { ModelCity } from './model-city.ts'
import { modelGauges, modelLimits } from './model-city.ts'
import type { ModelDevice } from './model-device.ts'
import { keyOf, type ModelDisk } from './model-disk.ts'

/**
 * Checkpoints and crossings pass the queue's limit: what the city says of readings that were let in.
 * A value out of order may take back and say again what followed it, so each counts for a few.
 */
const ownEntriesMax = 3 * modelLimits.fullEntries

/** Promise 1: what was acknowledged is on the disk, with the value that was acknowledged. */
function* listLost(disk: ModelDisk, devices: readonly ModelDevice[]) {
  for (const sent of devices.flatMap(({ acked }) => acked)) {
    const versions = disk.readings.get(keyOf(sent)) ?? []
    if (!versions.some(({ values }) => values['level_m'] === sent.level_m)) {
      yield `lost: ${sent.device} at ${sent.ts} was acknowledged with ${sent.level_m}`
    }
  }
}

/** Promise 2: every crossing has its number once, and each alarm leads on from the one before. */
function* listWrongCrossings({ crossings }: ModelDisk) {
  const numbers = crossings.map(({ crossing_seq }) => crossing_seq)
  if (numbers.some((number, at) => number !== at + 1)) yield `crossings are ${numbers.join()}`
  const alarms = new Map<string, number>()
  for (const { device, crossing_seq, from_level, to_level } of crossings.filter(isAlarming)) {
    const before = alarms.get(device) ?? 0
    if (from_level !== before)
      yield `crossings of ${device}: ${crossing_seq} does not lead on from ${before}`
    alarms.set(device, to_level)
  }
}

/** The record of each gauge is one pass over what is stored, whatever failed meanwhile. */
function* listWrongRecords({ readings, crossings }: ModelDisk) {
  const rows = [...readings.values()].flatMap((versions) => versions.slice(-1))
  for (const { id, thresholds } of modelGauges) {
    if (!thresholds) continue
    const found = listInForce(crossings.filter(({ device }) => device === id))
      .map(({ ts, from_level, to_level, confirmed }) => [ts, from_level, to_level, confirmed])
      .toSorted((a, b) => Number(a[0]) - Number(b[0]))
    const own = rows.filter(({ device }) => device === id)
    const expected = passOverStored(own, thresholds).toSorted((a, b) => a[0] - b[0])
    if (found.join(';') !== expected.join(';')) {
      yield `the record of ${id} is ${found.join('; ')} and should be ${expected.join('; ')}`
    }
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

/** The figures of a city cost more than all other looks together: each so many of them is enough. */
const figuresEvery = 4

/** Compares the present with the moment before. */
export function createInvariants(city: ModelCity, devices: readonly ModelDevice[]) {
  const newestTs = new Map<string, number>()
  let looks = 0

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
      looks += 1
      if (looks % figuresEvery !== 0) return
      const { queued } = city.life.ingest.stats()
      if (queued > modelLimits.fullEntries + ownEntriesMax) yield `${queued} entries are queued`
    },
    /** And what must hold once everybody was served. */
    *brokenAtRest(): Generator<string> {
      yield* listWrongLedgers(city)
      const { disk, life } = city
      yield* listWrongRecords(disk)
      const shown = life.ingest.alarms.list({ limit: 1_000 }).items
      for (const { id } of modelGauges) {
        const active = shown.find(
          ({ device, condition }) => device === id && condition === 'active',
        )
        const stands = disk.crossings.findLast((one) => one.device === id && isAlarming(one))
        const level = active ? sureLevel(active) : 0
        if (level !== (stands?.to_level ?? 0)) yield `the alarm of ${id} is at ${level}`
      }
    },
  }
}
