import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Alarm } from '#domain/wire/alarm.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { openViewer } from '../live/viewer.ts'
import { startTestCity, type TestApi, type TestCity } from '../start-test-city.ts'
import { patience } from '#test/support/suite/patience.ts'

let city: TestCity
let api: TestApi

beforeAll(async () => {
  city = await startTestCity()
  api = await city.startApi()
})
afterAll(() => city.close())

const list = async <T>(path: string): Promise<T[]> =>
  ((await (await fetch(`${api.url}${path}`)).json()) as { items: T[] }).items

describe('a gauge that rises and falls', () => {
  it('is told at once to everybody who watches anything, and stays in the lists', async () => {
    const viewer = await openViewer(api.url)
    await viewer.watch({ kinds: ['wifi'] })
    const levels = [2.95, 3.1, 2.9]
    for (const [index, level_m] of levels.entries()) {
      await city.publish('gauge-1', { ts: Date.now() - 60_000 + index * 1_000, level_m })
    }
    await vi.waitFor(() => expect(viewer.crossings).toHaveLength(3), patience)
    const steps = viewer.crossings.map(({ from_level, to_level }) => [from_level, to_level])
    expect(steps).toEqual([
      [0, 2],
      [2, 4],
      [4, 2],
    ])

    const crossings = await list<CrossingResource>('/v1/crossings')
    expect(crossings).toEqual(viewer.crossings.toReversed())
    const [newest] = crossings
    expect(await list(`/v1/crossings?after_seq=${(newest?.crossing_seq ?? 0) - 1}`)).toEqual([
      newest,
    ])
    expect(await list('/v1/crossings?device=wifi-1')).toEqual([])

    const alarms = await list<Alarm>('/v1/alarms')
    expect(alarms).toMatchObject([
      { device: 'gauge-1', condition: 'active', level: 2, peak_level: 4, acknowledgement: null },
    ])
    expect(alarms[0]?.crossings).toHaveLength(3)
    expect(await list('/v1/alarms?condition=cleared')).toEqual([])
    viewer.close()
  })
})

describe('events of a bus', () => {
  it('are listed as they were sent', async () => {
    const ts = Date.now() - 1_000
    const body = { event_id: 'e-1', ts, type: 'pickup', passengers: 2 }
    const device = city.registry.find('bus-1')
    if (!device) throw new Error('no bus')
    await new Promise((done) =>
      city.parts.ingest.door.accept(
        {
          device,
          channel: 'event',
          payload: Buffer.from(JSON.stringify(body)),
          via: 'mqtt',
          bestEffort: false,
        },
        done,
      ),
    )
    expect(await list('/v1/events?device=bus-1')).toMatchObject([
      { device: 'bus-1', event_id: 'e-1', type: 'pickup', ts, origin: 'field' },
    ])
    expect(await list('/v1/events?device=wifi-1')).toEqual([])
  })
})
