import { describe, expect, it } from 'vitest'
import type { Sent } from '#simulators/faults/sent.ts'
import { applyFaults, createFaultyReporter } from '#simulators/faults/stream.ts'
import { devicesOf, hour } from '../inashiki.ts'
import { examples, faultOf, fromTs, gauge, minute, run, soundOf, touchesOf } from './examples.ts'
import { planFile, reporterOf, soundReports, transformOf } from './plan.ts'

describe('each type of fault', () => {
  const during = (type: string, more: object = {}) => {
    const fault = { ...faultOf({ type, startMinute: 30, minutes: 60 }), ...more }
    const { device } = examples[type] ?? { device: gauge }
    const sent = run(planFile([fault]), device)
    return { sent, truth: touchesOf(device, sent) }
  }
  const levels = (sent: readonly Sent[]) =>
    sent.filter(({ touches }) => touches.length > 0).map(({ report }) => report['level_m'])

  it('flat: stays at the value it had when it began', () => {
    const [before] = during('flat').sent.filter(
      ({ original }) => original.ts >= fromTs + 30 * minute,
    )
    const values = new Set(levels(during('flat').sent))
    expect(values.size).toBe(1)
    expect([...values][0]).toBeCloseTo(Number(before?.original['level_m']), 1)
  })

  it('stuck: says the most that the sensor can say, or what the file says', () => {
    expect(new Set(levels(during('stuck').sent))).toEqual(new Set([30]))
    expect(new Set(levels(during('stuck', { at: 5 }).sent))).toEqual(new Set([5]))
  })

  it('drift and battery: move away with time', () => {
    for (const type of ['drift', 'battery']) {
      const off = during(type).truth.map(({ true: is = {}, sent = {} }) =>
        Object.keys(is).map((name) => Math.abs(Number(sent[name]) - Number(is[name]))),
      )
      expect(off.flat().at(-1)).toBeGreaterThan(off.flat()[0] ?? Infinity)
    }
  })

  it('unit_slip: a hundred times as much for centimetres, a thousand for millimetres', () => {
    for (const [unit, times] of [
      ['cm', 100],
      ['mm', 1_000],
    ] as const) {
      for (const { true: is, sent } of during('unit_slip', { sent_as: unit }).truth) {
        expect(Number(sent?.['level_m'])).toBeCloseTo(Number(is?.['level_m']) * times, 6)
      }
    }
  })

  it('clock: nine hours ahead, as JST sent as UTC', () => {
    const { truth } = during('clock')
    expect(truth.length).toBe(60)
    for (const { ts, true: is } of truth) expect(ts - Number(is?.['ts'])).toBe(9 * hour)
  })

  it('backlog: comes after newer readings, in the order that the file says', () => {
    for (const order of ['kept', 'reversed', 'shuffled'] as const) {
      const { sent } = during('backlog', { order, delay: '20m' })
      const times = sent.map(({ report }) => report.ts)
      const late = sent.filter(({ touches }) => touches.length > 0)
      const newer = sent.findIndex(({ report }) => report.ts >= fromTs + 90 * minute)
      expect(newer).toBeGreaterThan(-1)
      expect(newer).toBeLessThan(sent.indexOf(late[0] ?? fail()))
      const rising = late.map(({ report }) => report.ts).toSorted((a, b) => a - b)
      const expected = { kept: rising, reversed: rising.toReversed(), shuffled: rising }[order]
      const said = late.map(({ report }) => report.ts)
      if (order === 'shuffled') expect(said).not.toEqual(expected)
      else expect(said).toEqual(expected)
      expect(times.toSorted((a, b) => a - b)).toEqual(soundOf.get(gauge)?.map(({ ts }) => ts))
    }
  })

  it('reboot: nothing while it is down, then numbers from 0 under another boot', () => {
    const { sent } = during('reboot')
    const after = sent.filter(({ original }) => original.ts >= fromTs + 90 * minute)
    expect(after.map(({ report }) => report.seq)).toEqual(after.map((_, index) => index))
    expect(new Set(after.map(({ report }) => report.boot)).size).toBe(1)
    expect(after[0]?.report.boot).not.toBe('b')
    expect(during('reboot', { boot: 'same' }).sent.at(-1)?.report.boot).toBe('b')
  })

  it('position_jump: as far aside as the file says', () => {
    const { truth } = during('position_jump')
    for (const { true: is, sent } of truth) {
      const north = (Number(sent?.['lat']) - Number(is?.['lat'])) * 111_195
      const east = (Number(sent?.['lon']) - Number(is?.['lon'])) * 111_195 * 0.8095
      expect(Math.hypot(north, east)).toBeGreaterThan(1_950)
      expect(Math.hypot(north, east)).toBeLessThan(2_050)
    }
  })
})

describe('a carrier outage', () => {
  const circle = { lat: 35.96, lon: 140.32, radius_m: 4_000 }
  const outage = [{ type: 'outage', circle, from: fromTs, for: '1h' }]

  it('meets what stands in the area, and vehicles only while they are in it', () => {
    const faults = planFile(outage)
    const ids = faults.map(({ device }) => device.id)
    expect(ids).toContain('gauge-edosaki')
    expect(ids).not.toContain('gauge-yokotone')
    const late = devicesOf('bus').map((device) => {
      const reports = soundReports(device, fromTs, fromTs + hour)
      const sent = applyFaults(reports, transformOf(device, faults))
      return { all: sent.length, late: sent.filter(({ touches }) => touches.length > 0).length }
    })
    expect(late.some(({ all, late }) => late > 0 && late < all)).toBe(true)
  })

  it('keeps every reading, and hands all over when it is past', () => {
    const reporter = createFaultyReporter({
      reporter: reporterOf(gauge, fromTs),
      faults: planFile(outage).filter(({ device }) => device === gauge),
      endTs: Infinity,
      onAsked: () => undefined,
      onSent: () => undefined,
    })
    expect(reporter.until(fromTs + 30 * minute)).toEqual([])
    expect(reporter.isCutOff(fromTs + 30 * minute)).toBe(true)
    expect(reporter.until(fromTs + hour)).toEqual(soundReports(gauge, fromTs, fromTs + hour))
    expect(reporter.isCutOff(fromTs + hour)).toBe(false)
  })
})

function fail(): never {
  throw new Error('nothing came late')
}
