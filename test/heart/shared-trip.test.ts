import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '#domain/operation/clock.ts'
import type { Device } from '#domain/devices/device.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { always, page } from '#test/contracts/make-readings.ts'
import { createDevice } from '../support/start-city.ts'
import { bus, openHeart, type OpenHeart } from './open-heart.ts'

const minute = 60_000
const start = 1_795_334_400_000
const other = createDevice('bus-2', 'bus', { position: null })

let now = start
const clock: Clock = { now: () => now, monotonicMs: () => performance.now() }
let heart: OpenHeart
beforeEach(async () => {
  now = start
  heart = await openHeart({ clock })
  const added = heart.registry.add(other)
  if (isRefusal(added)) throw new Error(added.detail)
})
afterEach(() => heart.close())

/** Sends where a vehicle is, and on which trip, at a minute; the reasons of its verdict. */
async function drive(device: Device, atMin: number, more: object = { trip_id: 't-1' }) {
  now = Math.max(now, start + atMin * minute)
  const ts = start + atMin * minute
  await heart.send(device, { ts, lat: 35.95, lon: 140.32, ...more })
  const { items } = await heart.store.listReadings('bus', device.id, always, page)
  const { flag, reasons } = items.find((reading) => reading.ts === ts) ?? {}
  return [flag, ...(reasons ?? [])]
}

const good = [1]
const shared = [3, 'shared:trip_id']

describe('a trip of two vehicles', () => {
  it('is suspect from the second one on, whoever reports, after a restart too', async () => {
    expect(await drive(bus, 0)).toEqual(good)
    expect(await drive(other, 1)).toEqual(shared)
    heart = await heart.reopen()
    expect(await drive(bus, 2)).toEqual(shared)
    expect(await drive(other, 3, { trip_id: 't-2' })).toEqual(good)
    expect(await drive(bus, 4)).toEqual(good)
  })

  it('is none where another one takes over later, or empties its buffer', async () => {
    await drive(bus, 0)
    expect(await drive(other, 11)).toEqual(good)
    expect(await drive(bus, 40, { trip_id: 't-2' })).toEqual(good)
    // Of half an hour ago: then nobody else was on that trip.
    expect(await drive(other, 12, { trip_id: 't-2' })).toEqual(good)
  })

  it('is none for a clock that nobody believes, and for vehicles that say nothing of it', async () => {
    expect(await drive(bus, 30)).toEqual(good)
    const ts = now + 20 * minute
    await heart.send(other, { ts, lat: 35.95, lon: 140.32, trip_id: 't-1' })
    expect(heart.ingest.board.get(other.id).latest?.reasons).toEqual(['clock_future'])
    expect(await drive(bus, 31)).toEqual(good)
    expect(await drive(other, 32, {})).toEqual(good)
  })
})
