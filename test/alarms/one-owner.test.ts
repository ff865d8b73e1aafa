import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadAlarmLog } from '#alarms/alarm-log.ts'
import { listInForce } from '#alarms/level/recall-values.ts'
import { createDeviceFeature } from '#api/devices/feature.ts'
import { encodeRecord } from '#archive/influx/write/record-line.ts'
import { placeOf } from '#domain/readings/place.ts'
import { crossingRecord } from '#domain/facts/crossing.ts'
import { deviceFromFeature } from '#dashboard/logic/device/city-device.ts'
import { standingOf } from '#dashboard/logic/device/standing.ts'
import { outcomes, type Change } from '#domain/commit.ts'
import { flags, isFieldUsable, type Flag, type Reason } from '#domain/readings/flags.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { beginLife, directory, Disk, gauges, settleLife, type Life } from './level-rig.ts'
import { readingChange } from '#test/support/reading-change.ts'

const start = 1_795_334_400_000
const secondMs = 1_000

/** A value with the flag that its judge gives it. */
interface Told {
  value: number | null
  flag: Flag
  reasons: Reason[]
}

const told = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0.8, 1.35, 1.45, 1.6).map(toPassed) },
  { weight: 1, arbitrary: fc.constantFrom(0.8, 1.6).map(toSuspect) },
  { weight: 1, arbitrary: fc.constant<Told>({ value: 99, flag: 4, reasons: ['range:level_m'] }) },
  {
    weight: 2,
    arbitrary: fc.constant<Told>({ value: null, flag: 9, reasons: ['no_value:level_m'] }),
  },
)
function toPassed(value: number): Told {
  return { value, flag: flags.pass, reasons: [] }
}
function toSuspect(value: number): Told {
  return { value, flag: flags.suspect, reasons: ['step:level_m'] }
}

const gauge = fc.constantFrom(...gauges.map(({ id }) => id))
const back = fc.nat(12)
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('report' as const), gauge, told }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('report late' as const), gauge, told, back }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('send again' as const), gauge, told, back }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('judge' as const), gauge, told, back }) },
  // More than are kept: the store has to be asked.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail newest' as const), gauge, back }) },
)
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      events: fc.array(event, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('save' as const), count: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer' as const), works: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('recall' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
)
const history = fc.array(step, { maxLength: 50 })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Times of a gauge rise by ten seconds; late ones lie between. Written out once for every run. */
class Script {
  readonly #newest = new Map<string, number>()
  readonly #times = new Map<string, number[]>()
  #tick = 0

  write(what: Event): Change[] {
    const known = this.#timesOf(what.gauge)
    const newest = this.#newest.get(what.gauge) ?? start
    const at = known.at(-1 - ('back' in what ? what.back : 0)) ?? known[0] ?? start
    switch (what.do) {
      case 'report':
        this.#newest.set(what.gauge, newest + 10 * secondMs)
        return [this.#report(what, newest + 10 * secondMs)]
      case 'report late':
        return [this.#report(what, newest - what.back * 5 * secondMs)]
      case 'send again':
        return [this.#report(what, at)]
      case 'judge':
        return [this.#judge(what.gauge, at, what.told)]
      case 'fail newest':
        return known
          .slice(-what.back - 1)
          .toReversed()
          .map((ts) => this.#judge(what.gauge, ts, { flag: flags.fail, reasons: ['corrected'] }))
    }
  }

  #timesOf(device: string): number[] {
    const times = this.#times.get(device) ?? []
    this.#times.set(device, times)
    return times
  }

  #report(
    { gauge: device, told: { value, flag, reasons } }: { gauge: string; told: Told },
    ts: number,
  ): Change {
    const times = this.#timesOf(device)
    if (!times.includes(ts)) times.push(ts)
    times.sort((a, b) => a - b)
    const received_ts = start + this.#tick++ * secondMs
    const common = { kind: 'flood', device, seq: null, boot: null, origin: 'field' } as const
    const stamps = { ts, received_ts, place_ts: placeOf(ts, received_ts) }
    const reading = { ...common, ...stamps, values: { level_m: value }, flag, reasons }
    return readingChange(reading)
  }

  #judge(device: string, ts: number, { flag, reasons }: Pick<Told, 'flag' | 'reasons'>): Change {
    const at_ts = start + this.#tick++ * secondMs
    const verdict = { kind: 'flood', device, ts, flag, reasons, author: 'officer', note: '', at_ts }
    return { type: 'verdict', record: verdict, outcome: outcomes.stored }
  }
}

/** Plays a history; calm: without crashes, failures and saves. */
async function play(steps: readonly Step[], { isCalm }: { isCalm: boolean }) {
  const disk = new Disk()
  const script = new Script()
  let life = await beginLife(disk)
  for (const one of steps) {
    if (one.do === 'commit') life.commit(one.events.flatMap((what) => script.write(what)))
    else if (!isCalm) life = await trouble(life, { disk, step: one })
    if (isCalm) await settleLife(life)
  }
  await settleLife(life)
  return { disk, life }
}

async function trouble(life: Life, { disk, step: one }: { disk: Disk; step: Step }): Promise<Life> {
  if (one.do === 'save') life.owner.save(one.count)
  else if (one.do === 'answer') life.answer(one.works)
  else if (one.do === 'recall') life.questions.shift()?.()
  else if (one.do === 'crash') return beginLife(disk)
  return life
}

/** The paragraph itself, on what is in the store at the end. */
function expectLevel(disk: Disk, device: (typeof gauges)[number]) {
  const reports = disk.rowsOf(device.id)
  const isUsable = (row: (typeof reports)[number]) =>
    typeof row.values['level_m'] === 'number' && isFieldUsable(row, 'level_m')
  const newest = reports.findLast(isUsable)
  const value = Number(newest?.values['level_m'])
  const stands = newest ? levelOf(value, device.thresholds) : 0
  const newestReport = reports.at(-1)
  return {
    stands,
    level: newest && newest === newestReport ? stands : null,
    ts: newest?.ts ?? null,
    value: newest ? value : null,
  }
}

/** Every number of the record once, each leading on from the one before. */
function checkChain(crossings: readonly StoredCrossing[]): void {
  expect(crossings.map(({ crossing_seq }) => crossing_seq)).toEqual(crossings.map((_, n) => n + 1))
  for (const { id } of gauges) {
    let level = 0
    for (const crossing of crossings.filter(({ device }) => device === id)) {
      expect(crossing.from_level).toBe(level)
      expect(crossing.to_level).not.toBe(level)
      level = crossing.to_level
    }
  }
}

/** The level that the archive's lines of a gauge come to. */
function foldLines(crossings: readonly StoredCrossing[]): number {
  const lines = crossings.map((crossing) => {
    const line = encodeRecord(crossingRecord, crossing, { city: 'inashiki', offsetNs: 0 })
    const numberOf = (name: string) =>
      Number(('text' in line ? line.text : '').match(RegExp(`[ ,]${name}=(\\d+)i`))?.[1] ?? NaN)
    return { seq: numberOf('crossing_seq'), to: numberOf('to_level'), gone: numberOf('withdraws') }
  })
  const gone = new Set(lines.map((line) => line.gone))
  return lines.findLast((line) => Number.isNaN(line.gone) && !gone.has(line.seq))?.to ?? 0
}

/** What each reader says of a gauge: its level now, and what stands. */
function readAll({ disk, life }: { disk: Disk; life: Life }, device: (typeof gauges)[number]) {
  const { alarms, board, owner } = life
  const state = board.get(device.id)
  const now = state.latest?.ts ?? start
  const feature = createDeviceFeature({ ...state, intervalMs: 1e9 }, now)
  const { properties } = feature
  const shown = standingOf(deviceFromFeature(feature), undefined, now)
  const active = alarms.list({ limit: 9, condition: 'active' }).items
  const recorded = disk.crossings.filter((crossing) => crossing.device === device.id)
  const stands = {
    owner: owner.show(device).lastLevel?.level,
    board: state.lastLevel?.level,
    device: properties.last_level?.level,
    banner: shown.stands,
    record: listInForce(recorded).at(-1)?.to_level,
    alarm: active.find((alarm) => alarm.device === device.id)?.level,
    archive: foldLines(recorded),
  }
  return {
    stands: Object.entries(stands).map(([reader, level]) => [reader, level ?? 0]),
    levels: [owner.show(device).level, state.level, properties.level, shown.level],
    last: [owner.show(device).lastLevel, state.lastLevel, properties.last_level],
  }
}

describe('one owner of a gauge’s level', () => {
  it('lets no two readers contradict each other, whatever came, failed and was restarted', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const city = await play(steps, { isCalm: false })
        for (const device of gauges) {
          const { stands, level, ...measured } = expectLevel(city.disk, device)
          const { stands: read, levels, last } = readAll(city, device)
          expect(read).toEqual(read.map(([reader]) => [reader, stands]))
          expect(levels).toEqual(levels.map(() => level))
          const isKnown = measured.ts !== null
          expect(last).toEqual(
            last.map(() =>
              isKnown ? expect.objectContaining({ level: stands, ...measured }) : null,
            ),
          )
        }
        const { disk, life } = city
        const highest = Math.max(...gauges.map((one) => expectLevel(disk, one).stands ?? 0))
        expect(life.alarms.highest()).toBe(highest)
        checkChain(disk.crossings)
        const loaded = await loadAlarmLog(disk.store, directory)
        expect(loaded.list({ limit: 999 })).toEqual(life.alarms.list({ limit: 999 }))
      }),
      { numRuns: 300 },
    )
  })

  it('records the same crossings with and without crashes', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const calm = await play(steps, { isCalm: true })
        const rough = await play(steps, { isCalm: false })
        // What the store is asked depends on when it answers.
        if (calm.disk.asked + rough.disk.asked > 0) return
        expect(rough.disk.crossings).toEqual(calm.disk.crossings)
      }),
      { numRuns: 150 },
    )
  })
})
