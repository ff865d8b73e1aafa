import { describe, expect, it } from 'vitest'
import { createServiceArea } from '#domain/city/service-area.ts'
import { kinds } from '#domain/kinds/index.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { createReception } from '#ingest/reception.ts'
import { day, devicesOf, hour, inashikiFolder, mondayTs, worldOf } from './inashiki.ts'

const world = worldOf(11)
const fromTs = mondayTs + 4 * hour
const week = devicesOf('bus')
  .flatMap((bus) =>
    world.events(bus, fromTs, fromTs + 7 * day).map((event) => ({ device: bus, event })),
  )
  .toSorted((a, b) => a.event.ts - b.event.ts)

describe('simulated events', () => {
  it('are taken by the city, each without a doubt', () => {
    const area = createServiceArea(inashikiFolder)
    const reception = createReception({
      kinds,
      judges: new Judges(kinds, area),
      keptMs: () => 30 * day,
    })
    const doubtful = week.flatMap(({ device, event }) => {
      const payload = Buffer.from(JSON.stringify(event))
      const via = { channel: 'event', via: 'mqtt', bestEffort: false } as const
      const { entries, refused } = reception.receive({ device, payload, ...via }, event.ts)
      const [entry] = entries
      const isGood = entry?.type === 'event' && entry.record.flag === 1
      return isGood ? [] : [{ event, refused, entry }]
    })
    expect(week.length).toBeGreaterThan(1_000)
    expect(doubtful).toEqual([])
  })

  it('say where the rider wanted to go, and when, also where nothing came of it', () => {
    const nothing = ['refused', 'no_show']
    const cancelled = ['passenger', 'provider', 'driver'].map((who) => `${who}_cancellation`)
    for (const type of [...nothing, ...cancelled]) {
      const some = week.filter(({ event }) => event.type === type)
      expect(some.length, type).toBeGreaterThan(0)
      for (const { event } of some) {
        const { to_stop_id, requested_ts = NaN, wished_ts = NaN } = event
        expect(to_stop_id).toBeDefined()
        expect(wished_ts).toBeGreaterThanOrEqual(requested_ts)
      }
    }
  })
})
