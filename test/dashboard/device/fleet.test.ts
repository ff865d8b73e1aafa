import { beforeEach, describe, expect, it } from 'vitest'
import { applyChanges, findEntry, forgetChangeNumbers, setFleet } from '#dashboard/state/fleet.ts'
import { kinds } from '#dashboard/state/city.ts'
import type { LiveDevice } from '#domain/wire/live.ts'
import type { DeviceCollection } from '#domain/wire/device.ts'
import { device, noon, reading, tide } from '../samples.ts'

/** The body of `GET /v1/devices` with one gauge, as it stood at `seq`. */
function bodyAt(seq: number, more: { height_m?: number; name?: string } = {}): DeviceCollection {
  const { id, at: _, out_of_service: __, ...properties } = device()
  const { height_m = 1, name = 'Harbour' } = more
  const own = { ...properties, name: { ja: '港', en: name }, latest: reading({ height_m }) }
  const lasting = { ...own, level: 0, change_seq: seq, age_ms: 0, state: 'live' } as const
  const geometry = { type: 'Point', coordinates: [140.3, 35.9] } as const
  return {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        id,
        geometry: { ...geometry, coordinates: [...geometry.coordinates] },
        properties: lasting,
      },
    ],
    seq,
    registry: 'one',
    server_ts: noon,
  }
}

const changeAt = (seq: number, height_m: number): LiveDevice => ({
  id: 'tide-1',
  change_seq: seq,
  latest: reading({ height_m }),
  level: 4,
  confirmed: true,
  alarm_level: 0,
  last_level: { level: 4, ts: noon, value: 2.41, flag: 1 },
  unchanged_ms: null,
  interval_ms: 60_000,
  clock_offset_ms: null,
  online: true,
  online_since_ts: null,
  last_uplink_ts: null,
  out_of_service: false,
})

const shown = () => findEntry('tide-1')?.device.peek()

beforeEach(() => {
  kinds.value = [tide]
  setFleet({ ...bodyAt(0), features: [] }, noon)
  setFleet(bodyAt(90), noon)
})

describe('the devices, loaded again', () => {
  it('keep what came live while the answer travelled, and take the new description', () => {
    applyChanges([changeAt(101, 3.6)], noon)
    setFleet(bodyAt(100, { name: 'Old harbour' }), noon)
    expect(shown()).toMatchObject({ level: 4, change_seq: 101, interval_ms: 60_000 })
    expect(shown()?.latest?.values).toEqual({ height_m: 3.6 })
    expect(shown()?.name.en).toBe('Old harbour')
  })

  it('are those of the answer where it knows as much', () => {
    applyChanges([changeAt(101, 3.6)], noon)
    setFleet(bodyAt(101, { height_m: 3.7 }), noon)
    expect(shown()?.latest?.values).toEqual({ height_m: 3.7 })
    setFleet(bodyAt(102, { height_m: 2 }), noon)
    expect(shown()).toMatchObject({ level: 0, change_seq: 102 })
  })
})

describe('a server that stands on other data', () => {
  it('is believed, though its numbers are lower than those that the page knows', () => {
    applyChanges([changeAt(500, 1)], noon)
    forgetChangeNumbers()
    expect(shown()?.latest?.values).toEqual({ height_m: 1 })
    applyChanges([changeAt(101, 3.6)], noon)
    expect(shown()).toMatchObject({ level: 4, change_seq: 101 })
    setFleet(bodyAt(100), noon)
    expect(shown()).toMatchObject({ level: 4, change_seq: 101 })
  })
})
