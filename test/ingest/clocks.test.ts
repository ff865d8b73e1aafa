import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { clockOffsetOf } from '#domain/readings/clock-offset.ts'
import type { Arrival } from '#ingest/judge/arrival.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { createDevice } from '../support/start-city.ts'

const minute = 60_000
const hour = 60 * minute
const start = 1_795_334_400_000

interface Sent extends Partial<Arrival> {
  device?: string
  /** Of receipt. */
  at: number
  /** Of its clock beside receipt. */
  ahead?: number
  level_m?: number
  mode?: 'calm' | 'active'
}

/** Judges reports of gauges in the order in which they came. */
function judgeAll(sent: readonly Sent[], judges = new Judges(kinds)) {
  return sent.map(({ device = 'gauge-1', at, ahead = 0, level_m = 1, mode, ...more }) => {
    const receivedTs = start + at
    const ts = receivedTs + ahead
    const reading = { ts, seq: null, boot: null, values: { level_m, ...(mode && { mode }) } }
    const arrival = { receivedTs, isSingle: true, ...more }
    const gauge = createDevice(device, 'flood')
    const { placeTs, reasons, memory } = judges.judge(gauge, reading, arrival)
    judges.keep(device, memory)
    const clocked = { ts, received_ts: receivedTs, place_ts: placeTs, reasons }
    return { at: placeTs - start, reasons, offsetMs: clockOffsetOf(clocked) }
  })
}

const every10Min = (count: number, ahead: (n: number) => number): Sent[] =>
  Array.from({ length: count }, (_, n) => ({ at: n * 10 * minute, ahead: ahead(n) }))

describe('a clock that runs ahead', () => {
  it('is believed up to five minutes, and gains nothing by them', () => {
    const [judged] = judgeAll([{ at: 0, ahead: 5 * minute }])
    expect(judged).toEqual({ at: 0, reasons: [], offsetMs: null })
  })

  it.each([
    ['six minutes', 6 * minute],
    ['nine hours (the local time sent as UTC)', 9 * hour],
  ])('by %s is told with its offset, and stands at its receipt', (_what, ahead) => {
    const [judged] = judgeAll([{ at: 0, ahead }])
    expect(judged).toEqual({ at: 0, reasons: ['clock_future'], offsetMs: ahead })
  })

  it('a second a minute is told as soon as it is five minutes ahead, and never out of order', () => {
    const judged = judgeAll(every10Min(60, (n) => n * 10_000))
    expect(judged.map(({ at }) => at)).toEqual(judged.map((_, n) => n * 10 * minute))
    const doubted = judged.findIndex(({ reasons }) => reasons.includes('clock_future'))
    expect(doubted).toBe(31)
    expect(judged.at(-1)?.offsetMs).toBe(590_000)
  })
})

describe('a clock that runs behind', () => {
  it('is proven slow by two single reports that are late alike, and stands at its receipt then', () => {
    const judged = judgeAll(every10Min(4, (n) => -2 * hour - n * 1_000))
    expect(judged.map(({ at }) => at)).toEqual([-2 * hour, 10 * minute, 20 * minute, 30 * minute])
    expect(judged.map(({ reasons }) => reasons)).toEqual([
      [],
      ['clock_slow'],
      ['clock_slow'],
      ['clock_slow'],
    ])
    expect(judged[3]?.offsetMs).toBe(-2 * hour - 3_000)
  })

  it('is followed as it falls further behind, and believed again once it is right', () => {
    const drifting = every10Min(20, (n) => -2 * hour - n * 20_000)
    const right = [{ at: 200 * minute }, { at: 210 * minute, ahead: -2 * hour }]
    const judged = judgeAll([...drifting, ...right])
    expect(judged.slice(1, 20).every(({ reasons }) => reasons[0] === 'clock_slow')).toBe(true)
    expect(judged.slice(20)).toEqual([
      { at: 200 * minute, reasons: [], offsetMs: null },
      { at: 90 * minute, reasons: [], offsetMs: null },
    ])
  })

  it.each<[string, Sent[]]>([
    ['that differ by more than 30 s', every10Min(6, (n) => -2 * hour - n * 31_000)],
    [
      'of a buffer sent one by one',
      every10Min(6, () => 0).map((_, n) => ({ at: n * 2_000, ahead: -hour + n * 10 * minute })),
    ],
    [
      'of one message, however alike',
      every10Min(6, () => -2 * hour).map((one) => ({ ...one, isSingle: false })),
    ],
    ['in less than half an interval', [0, 4, 8].map((n) => ({ at: n * minute, ahead: -2 * hour }))],
    ['that came in one instant', [0, 0, 0].map((at) => ({ at, ahead: -2 * hour }))],
    ['of one sent again', [0, 10].map((n) => ({ at: n * minute, ahead: -2 * hour - n * minute }))],
    ['within the live limit', every10Min(6, () => -29 * minute)],
    [
      'with one in time between them',
      [0, 1, 2].map((n) => ({ at: n * 10 * minute, ahead: n === 1 ? 0 : -2 * hour })),
    ],
  ])('is not proven by reports %s', (_what, sent) => {
    for (const { at, reasons, offsetMs } of judgeAll(sent)) {
      expect(reasons).toEqual([])
      expect(offsetMs).toBeNull()
      expect(at).toBeLessThanOrEqual(50 * minute)
    }
  })

  it('by less than three intervals is late where the mode that the device said last is fast', () => {
    const [first, second] = [0, 13].map((n) => ({ at: n * hour, ahead: -45 * minute })) as [
      Sent,
      Sent,
    ]
    const said = (mode: 'calm' | 'active') => judgeAll([{ ...first, mode }, second])[1]?.reasons
    expect([said('active'), said('calm')]).toEqual([['clock_slow'], []])
  })
})

describe('an uplink whose gateway and network server differ', () => {
  /** Gateway time beside receipt, in minutes; the network server hands it on at once. */
  const uplinks = (...behind: number[]): Sent[] =>
    behind.map((ahead, n) => {
      const at = n * 10 * minute
      return { at, ahead: ahead * minute, networkTs: start + at - 1_000 }
    })

  it('is kept with both times, and stands where the gateway says until more is known', () => {
    const [judged] = judgeAll(uplinks(-45 * 60))
    expect(judged).toEqual({
      at: -45 * hour,
      reasons: ['clock_doubt', `network_time:${start - 1_000}`],
      offsetMs: null,
    })
  })

  it('proves a slow gateway by a second one alike, and stands at the network time from then on', () => {
    const judged = judgeAll(uplinks(-120, -120, -120))
    expect(judged.map(({ at }) => at)).toEqual([
      -2 * hour,
      10 * minute - 1_000,
      20 * minute - 1_000,
    ])
    expect(judged[2]?.reasons).toContain('clock_slow')
    expect(judged[2]?.offsetMs).toBe(-2 * hour + 1_000)
  })

  it('proves nothing while a buffer is emptied, nor where the same uplink comes again', () => {
    const buffer = [0, 1, 2, 3].map((n) => ({
      at: n * 1_000,
      ahead: -48 * hour + n * 10 * minute,
      networkTs: start + n * 1_000,
    }))
    const again = [0, 20].map((n) => ({
      at: n * minute,
      ahead: -(120 + n) * minute,
      networkTs: start,
    }))
    for (const { reasons } of [...judgeAll(buffer), ...judgeAll(again)]) {
      expect(reasons).not.toContain('clock_slow')
    }
  })
})

describe("the server's clock", () => {
  /** One report of each device, and what they say of the server. */
  function hear(offsets: readonly number[], judges = new Judges(kinds), at = 0) {
    const sent = offsets.map((ahead, n) => ({ device: `gauge-${n}`, at: at + n * 1_000, ahead }))
    return { judged: judgeAll(sent, judges), doubt: judges.doubtServer(start + at), judges }
  }
  const twenty = 20 * minute
  const fifty = Array.from({ length: 50 }, (_, n) => twenty - (n % 20) * 1_000)

  it('is doubted while fifty devices are twenty minutes ahead of it, and each is judged by receipt', () => {
    const { judged, doubt } = hear(fifty)
    expect(doubt).toEqual({ behind_ms: twenty, devices: 50, heard: 50 })
    expect(judged.slice(0, 4).map(({ reasons }) => reasons)).toEqual(
      [0, 1, 2, 3].map(() => ['clock_future']),
    )
    for (const [n, { at, reasons, offsetMs }] of judged.slice(4).entries()) {
      expect({ at, reasons, offsetMs }).toEqual({
        at: (n + 4) * 1_000,
        reasons: ['clock_future', 'server_clock'],
        offsetMs: null,
      })
    }
  })

  it('is doubted as well while they are behind it alike, and no reading looks old', () => {
    const behind = fifty.map((ahead) => -ahead)
    const { judges } = hear(behind)
    const { judged, doubt } = hear(behind, judges, 10 * minute)
    expect(doubt).toMatchObject({ behind_ms: -twenty, devices: 50 })
    expect(judged.at(-1)).toMatchObject({ at: 649_000, reasons: ['server_clock'] })
  })

  it.each([
    ['four devices alone', [hour, hour, hour, hour]],
    ['five of eleven', [...Array<number>(6).fill(0), ...Array<number>(5).fill(hour)]],
    ['those that differ among themselves', [1, 2, 3, 4, 5, 6].map((n) => n * hour)],
    ['those within what clocks drift', Array<number>(9).fill(5 * minute)],
  ])('is not doubted for %s', (_what, offsets) => {
    const { judged, doubt } = hear(offsets)
    expect(doubt).toBeNull()
    expect(judged.some(({ reasons }) => reasons.includes('server_clock'))).toBe(false)
  })

  it('is believed again once the devices agree with it, or it was set right', () => {
    const { judges } = hear(fifty)
    expect(judges.doubtServer(start + 25 * minute)).toBeNull()
    expect(
      hear(
        fifty.map(() => 0),
        judges,
        minute,
      ).doubt,
    ).toBeNull()
  })

  it('is not doubted after an outage, while all devices send one by one what they kept', () => {
    const judges = new Judges(kinds)
    for (let n = 0; n < 12; n += 1) {
      const { judged, doubt } = hear(Array(9).fill(-2 * hour + n * 10 * minute), judges, n * 12_000)
      expect(doubt).toBeNull()
      expect(judged.every(({ reasons }) => reasons.length === 0)).toBe(true)
    }
  })

  it('is not doubted for buffers that are emptied alike', () => {
    const judges = new Judges(kinds)
    const sent = fifty.map((_, n) => ({
      device: `gauge-${n}`,
      at: n,
      ahead: -twenty,
      isSingle: false,
    }))
    judgeAll(sent, judges)
    expect(judges.doubtServer(start)).toBeNull()
  })
})

describe('whatever clocks do', () => {
  const sent = fc.array(
    fc.record({
      device: fc.constantFrom('gauge-1', 'gauge-2', 'gauge-3', 'gauge-4', 'gauge-5', 'gauge-6'),
      at: fc.integer({ min: 0, max: 200 }).map((n) => n * minute),
      ahead: fc.oneof(
        fc.constantFrom(0, hour, -hour, -2 * hour),
        fc.integer({ min: -400 * hour, max: 400 * hour }),
      ),
      isSingle: fc.boolean(),
    }),
    { maxLength: 60 },
  )

  it('no reading stands after its receipt, so that no age is negative', () => {
    fc.assert(
      fc.property(sent, (list) => {
        for (const [n, judged] of judgeAll(list).entries()) {
          expect(judged.at).toBeLessThanOrEqual(list[n]?.at ?? 0)
        }
      }),
    )
  })

  it('what is remembered can be written as JSON, and goes on alike', () => {
    fc.assert(
      fc.property(sent, sent, (before, after) => {
        const judges = new Judges(kinds)
        const [lastAt = 0] = before.map(({ at }) => at).toSorted((a, b) => b - a)
        const ids = [...new Set(before.map(({ device }) => device))]
        judgeAll(before, judges)
        const again = new Judges(kinds)
        for (const id of ids) {
          const saved = JSON.stringify(judges.save(id))
          again.restore(id, JSON.parse(saved))
        }
        const later = after.map((one) => ({ ...one, at: one.at + lastAt + 1 }))
        expect(judgeAll(later, again)).toEqual(judgeAll(later, judges))
      }),
      { numRuns: 50 },
    )
  })
})
