import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/devices/device.ts'
import type { World } from '#domain/kinds/simulation.ts'
import { createReadingDecoder } from '#ingest/decode/decode-reading.ts'
import { decodePayload } from '#ingest/decode/decode-payload.ts'
import { createJudge } from '#ingest/judge/judge.ts'
import { day, devicesOf, hour, inashiki, kindOf, mondayTs, reportsOf, worldOf } from './inashiki.ts'

const seed = 7
const peakTs = mondayTs + 14 * hour
const spans = [
  { name: 'a usual day', stormPeakTs: null },
  { name: 'a storm day', stormPeakTs: peakTs },
]

/** What the door would refuse or doubt of a device's day, as a list of sentences. */
function complaintsAbout(device: Device, world: World): string[] {
  const kind = kindOf(device)
  // Buses report every two seconds: their busiest hours stand for the day.
  const isBus = kind.position === 'moving'
  const [fromTs, toTs] = isBus
    ? [mondayTs + 8 * hour, mondayTs + 11 * hour]
    : [mondayTs, mondayTs + day]
  const reports = reportsOf(device, { world, seed, fromTs, toTs })
  const decode = createReadingDecoder(kind)
  const judge = createJudge(kind)
  let memory: Parameters<typeof judge>[0]
  const complaints = reports.flatMap((report) => {
    const { elements, refused } = decodePayload(Buffer.from(JSON.stringify(report)), decode)
    return [
      ...refused.map(({ detail }) => detail),
      ...elements.flatMap(({ ts, values }) => {
        const judged = judge(memory, { ts, values, clock: [], normallyFlat: false })
        memory = judged.memory
        return judged.reasons.map((reason) => `${reason} ${JSON.stringify(values)}`)
      }),
    ]
  })
  return reports.length === 0 ? ['says nothing'] : complaints
}

describe.each(spans)('$name', ({ stormPeakTs }) => {
  const world = worldOf(seed, stormPeakTs)

  it.each(inashiki.devices)('of $id passes decoding and judging without a doubt', (device) => {
    expect(complaintsAbout(device, world)).toEqual([])
  })
})

describe('a device', () => {
  const span = { fromTs: mondayTs, toTs: mondayTs + 3 * hour }

  it('repeats its past word for word with the same seed, whatever was asked before', () => {
    const asked = worldOf(seed)
    asked.waterLevelM(devicesOf('flood')[0] ?? fail(), mondayTs + 300 * day)
    const fresh = worldOf(seed)
    for (const device of inashiki.devices) {
      const first = reportsOf(device, { world: asked, seed, ...span })
      expect(reportsOf(device, { world: fresh, seed, ...span })).toEqual(first)
    }
  })

  it('tells another story with another seed', () => {
    const [one, two] = [worldOf(1), worldOf(2)]
    for (const kind of new Set(inashiki.devices.map((device) => device.kind))) {
      const tell = (world: World, own: number) =>
        devicesOf(kind).map((device) => reportsOf(device, { world, seed: own, ...span }))
      expect(tell(two, 2)).not.toEqual(tell(one, 1))
    }
  })

  it('counts its reports without a hole', () => {
    const world = worldOf(seed)
    for (const device of inashiki.devices) {
      const reports = reportsOf(device, { world, seed, ...span })
      expect(reports.map(({ seq }) => seq)).toEqual(reports.map((_, index) => index))
    }
  })

  it('gives the same readings in one piece and in many', () => {
    const [device = fail()] = devicesOf('farm')
    const whole = reportsOf(device, { world: worldOf(seed), seed, ...span })
    const halfTs = mondayTs + hour
    const parts = [
      ...reportsOf(device, { world: worldOf(seed), seed, ...span, toTs: halfTs }),
      ...reportsOf(device, { world: worldOf(seed), seed, ...span, fromTs: halfTs }),
    ]
    const plain = (reports: typeof whole) => reports.map(({ seq: _seq, ...rest }) => rest)
    expect(plain(parts)).toEqual(plain(whole))
  })
})

describe('a crisis gauge', () => {
  const crisis = devicesOf('flood').filter(({ facts }) => facts?.['gauge_type'] === 'crisis')

  it('reports once on a calm day', () => {
    for (const device of crisis) {
      const reports = reportsOf(device, {
        world: worldOf(seed),
        seed,
        fromTs: mondayTs,
        toTs: mondayTs + day,
      })
      expect(reports.map(({ mode }) => mode)).toEqual(['calm'])
    }
  })

  it('wakes in a storm, reports every ten minutes, and says when it goes back to sleep', () => {
    for (const device of crisis) {
      const world = worldOf(seed, peakTs)
      const toTs = peakTs + 30 * hour
      const reports = reportsOf(device, { world, seed, fromTs: peakTs - 24 * hour, toTs })
      const steps = reports.flatMap(({ ts, mode }, index) => {
        const before = reports[index - 1]
        return mode === 'active' && before?.['mode'] === 'active' ? [ts - before.ts] : []
      })
      expect(steps.length).toBeGreaterThan(12)
      expect(new Set(steps)).toEqual(new Set([hour / 6]))
      expect(reports.at(-1)?.['mode']).toBe('calm')
    }
  })
})

function fail(): never {
  throw new Error('the city folder has no such device')
}
