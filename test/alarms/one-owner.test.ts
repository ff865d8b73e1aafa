import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sureLevel } from '#alarms/episodes.ts'
import { loadAlarmLog } from '#alarms/alarm-log.ts'
import { listInForce } from '#alarms/level/in-force.ts'
import { createDeviceFeature } from '#api/devices/feature.ts'
import { encodeRecord } from '#archive/influx/write/record-line.ts'
import { placeOf } from '#domain/readings/place.ts'
import { crossingRecord } from '#domain/facts/crossing.ts'
import { deviceFromFeature } from '#dashboard/logic/device/city-device.ts'
import { standingOf } from '#dashboard/logic/device/standing.ts'
import { outcomes, type Change } from '#domain/commit.ts'
import { flags, isFieldUsable, type Flag, type Reason } from '#domain/readings/flags.ts'
import { isAlarming } from '#domain/alarms/is-alarming.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import { beginLife, directory, Disk, gauges, settleLife, type Life } from './level-rig.ts'
import { passOverStored, type Line } from './reference-pass.ts'
import { readingChange } from '#test/support/reading-change.ts'

const start = 1_795_334_400_000
const minute = 60_000

/** A value with the flag that its judge gives it. */
interface Told {
  value: number | null
  flag: Flag
  reasons: Reason[]
}

const told = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0.8, 1.05, 1.25, 1.35, 1.45, 1.6).map(toPassed) },
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
  // Nothing follows for a while.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
)
const history = fc.array(step, { maxLength: 50 })
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** City time rises by ten minutes a report; late ones lie between. Written out once for every run. */
class Script {
  readonly #times = new Map<string, number[]>()
  nowTs = start

  write(what: Event): Change[] {
    const known = this.#timesOf(what.gauge)
    const at = known.at(-1 - ('back' in what ? what.back : 0)) ?? known[0] ?? start
    switch (what.do) {
      case 'report':
        this.nowTs += 10 * minute
        return [this.#report(what, this.nowTs)]
      case 'report late':
        return [this.#report(what, this.nowTs - (2 * what.back + 1) * 5 * minute)]
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
    const received_ts = this.nowTs
    const common = { kind: 'flood', device, seq: null, boot: null, origin: 'field' } as const
    const stamps = { ts, received_ts, place_ts: placeOf(ts, received_ts) }
    const reading = { ...common, ...stamps, values: { level_m: value }, flag, reasons }
    return readingChange(reading)
  }

  #judge(device: string, ts: number, { flag, reasons }: Pick<Told, 'flag' | 'reasons'>): Change {
    const at_ts = this.nowTs
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
    if (one.do === 'wait') script.nowTs += 20 * minute
    disk.nowTs = script.nowTs
    if (one.do === 'commit') {
      const changes = one.events.flatMap((what) => script.write(what))
      disk.nowTs = script.nowTs
      life.commit(changes)
    } else if (one.do === 'wait') life.owner.checkLapses()
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

/** The rules of acceptance, on what is in the store at the end. */
function expectLevel(disk: Disk, device: (typeof gauges)[number]) {
  const reports = disk.rowsOf(device.id)
  const isUsable = (row: (typeof reports)[number]) =>
    typeof row.values['level_m'] === 'number' && isFieldUsable(row, 'level_m')
  const newest = reports.findLast(isUsable)
  const { thresholds } = device
  if (!thresholds) throw new Error('no thresholds')
  const lines = passOverStored(reports, thresholds)
  const [, , stands, confirmed] = lines.at(-1) ?? [0, 0, 0, true]
  return {
    lines,
    stands,
    level: newest && newest === reports.at(-1) ? stands : null,
    confirmed,
    ts: newest?.ts ?? null,
    value: newest ? Number(newest.values['level_m']) : null,
  }
}

/** Every number once; what tells of an alarm leads on from the one before, in the record as well. */
function checkChain(crossings: readonly StoredCrossing[]): void {
  expect(crossings.map(({ crossing_seq }) => crossing_seq)).toEqual(crossings.map((_, n) => n + 1))
  for (const { id } of gauges) {
    const own = crossings.filter(({ device }) => device === id)
    let alarm = 0
    for (const crossing of own.filter(isAlarming)) {
      expect(crossing.from_level).toBe(alarm)
      alarm = crossing.to_level
    }
  }
}

const recordOf = ({ crossings }: Disk, id: string): Line[] =>
  listInForce(crossings.filter(({ device }) => device === id))
    .map(({ ts, from_level, to_level, confirmed }): Line => [ts, from_level, to_level, confirmed])
    .toSorted((a, b) => a[0] - b[0])

/** The level that the archive's lines of a gauge come to. */
function foldLines(crossings: readonly StoredCrossing[]): number {
  const lines = crossings.map((crossing) => {
    const line = encodeRecord(crossingRecord, crossing, { city: 'inashiki', offsetNs: 0 })
    const numberOf = (name: string) =>
      Number(('text' in line ? line.text : '').match(RegExp(`[ ,]${name}=(-?\\d+)i`))?.[1] ?? NaN)
    const isMissing = (name: string) => !(numberOf(name) > 0)
    return {
      ts: crossing.ts,
      seq: numberOf('crossing_seq'),
      to: numberOf('to_level'),
      gone: numberOf('withdraws'),
      isOwn: isMissing('withdraws') && isMissing('confirms'),
    }
  })
  const gone = new Set(lines.map((line) => line.gone))
  const inForce = lines.filter(({ isOwn, seq }) => isOwn && !gone.has(seq))
  return inForce.toSorted((a, b) => a.ts - b.ts).at(-1)?.to ?? 0
}

/** What each reader says of a gauge: its level now, and what stands. */
function readAll({ disk, life }: { disk: Disk; life: Life }, device: (typeof gauges)[number]) {
  const { board, owner } = life
  const state = board.get(device.id)
  const now = state.latest?.ts ?? start
  const feature = createDeviceFeature({ ...state, intervalMs: 1e9 }, now)
  const { properties } = feature
  const shown = standingOf(deviceFromFeature(feature), undefined, now)
  const recorded = disk.crossings.filter((crossing) => crossing.device === device.id)
  const stands = {
    owner: owner.show(device).lastLevel?.level,
    board: state.lastLevel?.level,
    device: properties.last_level?.level,
    banner: shown.stands,
    record: recordOf(disk, device.id).at(-1)?.[2],
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
          const { lines, stands, level, confirmed, ...measured } = expectLevel(city.disk, device)
          expect(recordOf(city.disk, device.id)).toEqual(lines)
          expect(city.life.owner.show(device).confirmed).toBe(confirmed)
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
        // What late values led to is no alarm; what the owner holds is what everybody hears.
        const alarmOf = ({ id }: { id: string }) => life.gauges.get(id)?.alarm ?? 0
        expect(life.alarms.highest()).toBe(Math.max(...gauges.map(alarmOf)))
        const active = life.alarms.list({ limit: 9, condition: 'active' }).items
        for (const one of gauges) {
          const alarm = active.find((known) => known.device === one.id)
          expect(alarm ? sureLevel(alarm) : 0).toBe(alarmOf(one))
        }
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
        // A timer runs while the city does.
        if (steps.some((one) => one.do === 'wait')) return
        expect(rough.disk.crossings).toEqual(calm.disk.crossings)
      }),
      { numRuns: 150 },
    )
  })
})
