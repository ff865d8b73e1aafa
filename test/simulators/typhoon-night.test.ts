import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listInForce } from '#alarms/level/in-force.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import type { Device } from '#domain/devices/device.ts'
import { flags } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { passOverStored, type Line } from '#test/alarms/reference-pass.ts'
import type { OpenHeart } from '#test/heart/open-heart.ts'
import { mondaysRun, planFile } from './faults/plan.ts'
import { day, devicesOf, hour, mondayTs, worldOf } from './inashiki.ts'
import { listSendings, playGauges, wayMs, type AlarmAt } from './play-gauges.ts'

const minute = 60_000
const seed = 7
/** Two in the morning; the night is from noon to noon. */
const stormPeakTs = mondayTs + 26 * hour
const span = {
  world: worldOf(seed, stormPeakTs),
  seed,
  fromTs: mondayTs + 12 * hour,
  toTs: mondayTs + 36 * hour,
}
const intervalMs = 10 * minute

/** A loss or a spike takes a value away: one near it stands in its place, at worst the second. */
const nearMs = 2 * intervalMs
/** A wrong clock says nothing of when: the receipt counts. */
const night = [
  { device: 'gauge-edosaki', type: 'gap', share: 0.15, within: nearMs },
  { device: 'gauge-yokotone', type: 'gap', share: 0.25, within: nearMs },
  { device: 'gauge-shimosuda', type: 'duplicate', share: 0.3, within: 0 },
  { device: 'gauge-shibasaki', type: 'outage', from: 'peak-1h', for: '2h', within: 0 },
  {
    device: 'gauge-inami',
    type: 'backlog',
    order: 'shuffled',
    from: 'peak-3h',
    for: '2h',
    within: 0,
  },
  {
    device: 'gauge-hachiku',
    type: 'backlog',
    order: 'reversed',
    from: 'peak-2h',
    for: '3h',
    within: 0,
  },
  { device: 'gauge-shin-yokotone', type: 'spike', height: 1.5, share: 0.05, within: nearMs },
  { device: 'gauge-edosaki-ditch', type: 'spike', height: 2.5, share: 0.05, within: nearMs },
  {
    device: 'gauge-motoshin',
    type: 'clock',
    shift: '9h',
    from: 'peak-2h',
    for: '4h',
    within: wayMs,
  },
  {
    device: 'gauge-dejima',
    type: 'clock',
    shift: '-2h',
    from: 'peak-3h',
    for: '6h',
    within: wayMs,
  },
] as const

const gauges = devicesOf('flood')
  .filter(({ gauge }) => gauge)
  .map((gauge): Device => ({ ...gauge, every_ms: { calm: day, active: intervalMs } }))

const faults = planFile(
  night.map(({ within: _, ...fault }) => ({
    from: 'start',
    for: '24h',
    ...fault,
    ...(fault.type === 'spike' && { field: 'level_m' }),
  })),
  { ...mondaysRun, startTs: span.fromTs, endTs: span.toTs, stormPeakTs },
)
const sendings = listSendings(gauges, span, faults)

/** What each gauge measured, as a gauge without faults would have sent it. */
const truthOf = ({ id }: Device): Reading[] => {
  const own = sendings.filter(({ device }) => device.id === id)
  return [...new Map(own.map(({ original }) => [original.ts, original])).values()].map(
    ({ ts, level_m }) => ({
      kind: 'flood',
      device: id,
      ts,
      received_ts: ts,
      place_ts: ts,
      seq: null,
      boot: null,
      origin: 'simulated',
      values: { level_m: level_m ?? null },
      flag: flags.pass,
      reasons: [],
    }),
  )
}
const getThresholds = ({ id, thresholds }: Device) => {
  if (!thresholds) throw new Error(`${id} has no thresholds`)
  return thresholds
}

let heart: OpenHeart
let alarms: ReadonlyMap<string, readonly AlarmAt[]>
beforeAll(async () => {
  ;({ heart, alarms } = await playGauges(gauges, span, sendings))
})
afterAll(() => heart.close())

/** The record in force, by the places of its readings. */
async function recordOf({ id }: Device): Promise<Line[]> {
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
  const stored = await heart.store.listReadings('flood', id, range, { limit: 10_000 })
  const placeOf = new Map(stored.items.map(({ ts, place_ts }) => [ts, place_ts]))
  const { items } = await heart.store.listFacts('crossing', { limit: 10_000 })
  return listInForce(items.filter(({ device }) => device === id))
    .map((one): Line => [placeOf.get(one.ts) ?? 0, one.from_level, one.to_level, one.confirmed])
    .toSorted((a, b) => a[0] - b[0])
}

describe('a typhoon night with losses, repeats, late buffers, spikes and wrong clocks', () => {
  it('does reach every level, and has every fault', () => {
    const reached = gauges.flatMap((gauge) => passOverStored(truthOf(gauge), getThresholds(gauge)))
    expect(new Set(reached.map(([, , to]) => to))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    const touched = new Set(
      sendings.flatMap(({ touches }) => touches.map(({ fault }) => fault.type)),
    )
    expect(touched).toEqual(new Set(night.map(({ type }) => type)))
  })

  it.each(gauges.map((gauge) => [gauge.id, gauge] as const))(
    'leaves the true record of %s',
    async (id, gauge) => {
      const within = night.find(({ device }) => device === id)?.within ?? 0
      const truth = passOverStored(truthOf(gauge), getThresholds(gauge))
      const record = await recordOf(gauge)
      expect(record.map(([, ...line]) => line)).toEqual(truth.map(([, ...line]) => line))
      for (const [n, [ts]] of record.entries()) {
        expect(Math.abs(ts - (truth[n]?.[0] ?? 0))).toBeLessThanOrEqual(within)
      }
    },
  )

  it.each(gauges.map((gauge) => [gauge.id, gauge] as const))(
    'has the alarm of %s where its water was, as far as anybody could know',
    (id, gauge) => {
      const truth = truthOf(gauge).map(({ ts, values }) => ({
        ts,
        level: levelOf(Number(values['level_m']), getThresholds(gauge)) ?? 0,
      }))
      const came = sendings.filter(({ device, isLost }) => device.id === id && !isLost)
      for (const { ts, level } of alarms.get(id) ?? []) {
        const known = came.filter(({ sendTs }) => sendTs < ts).map(({ original }) => original.ts)
        const sinceTs = Math.max(...known) - nearMs
        const levels = truth.filter((one) => one.ts >= sinceTs && one.ts <= ts)
        const between = known.length === 0 ? [0] : levels.map((one) => one.level)
        expect(level).toBeGreaterThanOrEqual(Math.min(...between))
        expect(level).toBeLessThanOrEqual(Math.max(...between))
      }
    },
  )
})
