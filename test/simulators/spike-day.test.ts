import { describe, expect, it, onTestFinished } from 'vitest'
import { levelOf } from '#domain/alarms/levels.ts'
import { mondaysRun, planFile } from './faults/plan.ts'
import { day, devicesOf, hour, mondayTs, worldOf } from './inashiki.ts'
import { listSendings, playGauges, type Sending } from './play-gauges.ts'

const seed = 7
const tuesdayTs = mondayTs + day
const span = {
  world: worldOf(seed),
  seed,
  fromTs: tuesdayTs + 5 * hour,
  toTs: tuesdayTs + 19 * hour,
}
/** They report every minute. */
const gauges = devicesOf('flood').filter(({ gauge, facts }) => gauge && !facts?.['gauge_type'])
/** As in the preset `few`, which has them at one gauge alone. */
const spikes = {
  type: 'spike',
  field: 'level_m',
  from: '05:00',
  for: '14h',
  height: 2.5,
  share: 0.02,
}
const plan = { ...mondaysRun, startTs: span.fromTs, endTs: span.toTs }
const faults = planFile(
  gauges.map(({ id }) => ({ ...spikes, device: id })),
  plan,
)

const levelIn = ({ device, report }: Sending) =>
  levelOf(typeof report['level_m'] === 'number' ? report['level_m'] : null, device.thresholds) ?? 0

describe('a calm day with spikes', () => {
  it('raises no level of 3 or more: each is shown as unconfirmed, and taken back', async () => {
    const sendings = listSendings(gauges, span, faults)
    const high = sendings.filter((one) => levelIn(one) >= 3)
    expect(high.length).toBeGreaterThan(30)
    // Two in a row, one upon the other, are what a flood looks like.
    const hit = new Set(high.map(({ device, original }) => `${device.id} ${original.seq}`))
    expect(high.filter((one) => hit.has(`${one.device.id} ${one.original.seq + 1}`))).toEqual([])
    const { heart, alarms } = await playGauges(gauges, span, sendings)
    onTestFinished(() => heart.close())
    expect([...alarms.values()].flat().filter(({ level }) => level >= 3)).toEqual([])
    const { items } = await heart.store.listFacts('crossing', { limit: 10_000 })
    const raised = items.filter(({ to_level }) => to_level >= 3)
    expect(raised.length).toBe(high.length)
    expect(raised.every(({ confirmed }) => !confirmed)).toBe(true)
    const withdrawn = new Set(items.map(({ withdraws }) => withdraws))
    expect(raised.every(({ crossing_seq }) => withdrawn.has(crossing_seq))).toBe(true)
  })
})
