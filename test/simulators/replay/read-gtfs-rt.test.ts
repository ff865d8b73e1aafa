import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readGtfsRealtime } from '#simulators/replay/read-gtfs-rt.ts'
import { ReplayError } from '#simulators/replay/table.ts'
import { writeFeed } from './write-feed.ts'

const feedSeconds = 1_630_596_716
const vehicle = { id: '4382', tripId: '49195152', lat: 47.636146, lon: -122.370352 }

describe('a GTFS-Realtime dump', () => {
  it('gives each vehicle its own time, and the feed’s where it has none', () => {
    const feed = writeFeed(feedSeconds, [
      { ...vehicle, seconds: feedSeconds - 30, bearing: 271.5, speed: 4, stopId: '2470' },
      { id: '301', lat: 47.6, lon: -122.3 },
      { lat: 47.5, lon: -122.2 },
    ])
    const { rows } = readGtfsRealtime('feed.pb', feed)
    expect(rows.map(({ source, time }) => [source, time])).toEqual([
      ['4382', (feedSeconds - 30) * 1000],
      ['301', feedSeconds * 1000],
      ['entity-2', feedSeconds * 1000],
    ])
    expect(rows[0]?.cells).toEqual({
      lat: 47.636147,
      lon: -122.37035,
      heading_deg: 271.5,
      speed_mps: 4,
      trip_id: '49195152',
      next_stop_id: '2470',
    })
    expect(rows[1]?.cells).toMatchObject({ heading_deg: null, speed_mps: null, trip_id: null })
  })

  it('cut anywhere within a vehicle is refused, never half read', () => {
    const one = writeFeed(feedSeconds, [vehicle])
    const two = writeFeed(feedSeconds, [vehicle, { ...vehicle, id: '301' }])
    for (let bytes = one.length + 1; bytes < two.length; bytes += 1) {
      expect(() => readGtfsRealtime('feed.pb', two.subarray(0, bytes))).toThrow(/cut/)
    }
  })

  it('is told from any other bytes in words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          readGtfsRealtime('feed.pb', bytes)
        } catch (error) {
          expect(error).toBeInstanceOf(ReplayError)
        }
      }),
    )
  })

  it('says when there is nothing in it', () => {
    const empty = () => readGtfsRealtime('feed.pb', writeFeed(feedSeconds, []))
    expect(empty).toThrow('feed.pb: no vehicle positions in it')
  })
})
