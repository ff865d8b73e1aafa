import { describe, expect, it } from 'vitest'
import { parseOptions } from '#simulators/replay/options.ts'
import { as, csv, plan, readingsOf, usgs } from './plan-files.ts'
import { writeFeed } from './write-feed.ts'

describe('a recorded gauge', () => {
  it('in feet is found by its unit, and what else there is is said', async () => {
    const text = csv('datetimeUTC,stage_ft,discharge_cfs', '2019-05-11T00:00:00.000Z,5.81,812')
    const read = await plan({ 'run.csv': text }, ...as)
    expect(readingsOf(read)).toEqual([['00:00', { level_m: 1.770888 }]])
    expect(read.notes).toEqual(['run.csv: stage_ft → level_m (ft → m); not used: discharge_cfs'])
  })

  it('keeps negative tides and spikes: judging them is the city’s work', async () => {
    const text = csv('ts,value_m', '2020-10-08T16:15Z,-0.697', '2020-10-08T16:30Z,1000')
    const read = await plan({ 'tide.csv': text }, ...as)
    expect(readingsOf(read)?.map(([, values]) => values)).toEqual([
      { level_m: -0.697 },
      { level_m: 1000 },
    ])
  })

  it('of rain gets the time that a total fell in from its rows, or asks', async () => {
    const rows = ['2022-02-08T08:30Z,4.12', '2022-02-08T08:45Z,0', '2022-02-08T09:00Z,1.5']
    const read = await plan({ 'rain.csv': csv('ts,rain_mm', ...rows) }, ...as)
    expect(readingsOf(read)?.[0]).toEqual(['08:30', { rain_mm: 4.12, rain_window_s: 900 }])
    const one = { 'rain.csv': csv('ts,rain_mm', '2022-02-08T08:30Z,4.12') }
    await expect(plan(one, ...as)).rejects.toThrow('rain.csv:2: over which time')
    const said = await plan(one, ...as, '--set', 'rain_window_s=600')
    expect(readingsOf(said)).toEqual([['08:30', { rain_mm: 4.12, rain_window_s: 600 }]])
  })

  it('leaves gaps as they are', async () => {
    const rows = ['2020-10-08T00:00Z,1', '2020-10-08T00:15Z,', '2020-10-08T05:00Z,2']
    const read = await plan({ 'gap.csv': csv('ts,level_m', ...rows) }, ...as)
    expect(readingsOf(read)?.map(([time]) => time)).toEqual(['00:00', '05:00'])
    expect(read).toMatchObject({ empty: 1, refused: [] })
  })

  it('and its rain in another file are one reading a moment, on one clock', async () => {
    const files = {
      'level.csv': csv('ts,level_m', '2020-10-08T00:00Z,1', '2020-10-08T00:10Z,1.1'),
      'rain.csv': csv('ts,rain_mm', '2020-10-08T00:10Z,3', '2020-10-08T00:20Z,4'),
    }
    expect(readingsOf(await plan(files, ...as))).toEqual([
      ['00:00', { level_m: 1 }],
      ['00:10', { level_m: 1.1, rain_mm: 3, rain_window_s: 600 }],
      ['00:20', { rain_mm: 4, rain_window_s: 600 }],
    ])
    const apart = await plan(files, '--map', 'level.csv=gauge-a', '--map', 'rain.csv=gauge-b')
    expect(apart.tracks.map(({ deviceId }) => deviceId)).toEqual(['gauge-a', 'gauge-b'])
  })

  it('exported by ourselves comes back, with its second heading, and without verdicts', async () => {
    const text =
      '\uFEFFdevice,ts,received_ts,seq,origin,flag,reasons,level_m,rain_mm,mode\r\n' +
      '機器,観測時刻,受信時刻,通番,由来,品質,理由,水位 (m),雨量 (mm),観測モード\r\n' +
      'gauge-1,2026-11-22T09:00:00.000+09:00,2026-11-22T09:00:01.000+09:00,7,field,1,,-0.5,,active\r\n'
    const read = await plan({ 'gauge-1.csv': text }, ...as)
    expect(readingsOf(read)).toEqual([['00:00', { level_m: -0.5, mode: 'active' }]])
    expect(read.tracks[0]?.sources).toEqual(['gauge-1'])
  })

  it('of USGS is one of several, in feet, with its place; -999999 is no value', async () => {
    const file = {
      'iv.json': usgs(
        ['01541000', '00060', 'ft3/s', ['974', '973']],
        ['01541000', '00065', 'ft', ['6.55', '-999999', '6.5']],
        ['01541200', '00065', 'ft', ['4.61']],
      ),
    }
    await expect(plan(file, ...as)).rejects.toThrow(
      'the files hold 2 stations or vehicles, and --device is one: 01541000, 01541200',
    )
    const read = await plan(file, ...as, '--only', '01541000')
    expect(readingsOf(read)).toEqual([
      ['05:00', { level_m: 1.99644 }],
      ['05:30', { level_m: 1.9812 }],
    ])
    expect(read.empty).toBe(1)
    expect(read.tracks[0]?.station).toEqual({
      name: 'RIVER AT 01541000',
      position: { lat: 39.3, lon: -76.7 },
    })
    const each = await plan(file, '--each', 'usgs')
    expect(each.tracks.map(({ deviceId }) => deviceId)).toEqual(['usgs-01541000', 'usgs-01541200'])
    expect(each.notes[0]).toContain('not used: 00060 Streamflow, ft³/s')
  })
})

describe('a place on the command line', () => {
  it.each([
    [['--lat', '-33.9', '--lon', '-76.717'], { lat: -33.9, lon: -76.717 }],
    [['--lat=39.3', '--lon=-76.717'], { lat: 39.3, lon: -76.717 }],
    [['--lon', '-0.5', '--lat', '51'], { lat: 51, lon: -0.5 }],
  ])('may be west or south: %j', (words, position) => {
    const options = parseOptions(['x.csv', '--device', 'g1', ...words])
    expect(options.position).toEqual(position)
  })
})

describe('a recorded vehicle', () => {
  const trace = csv(
    'vehicle_id,trip_id,timestamp,latitude,longitude,bearing',
    '4716,1091,2026-01-26 15:57:02,53.44451,-2.925173,',
    '4716,1091,2026-01-26 15:57:24,53.445026,-2.923543,53',
    '4716,1091,2026-01-26 15:57:48,0,0,71',
  )

  it('is read by the names that traces use; 0/0 is refused with its line', async () => {
    const read = await plan({ 'bus.csv': trace }, '--device', 'bus-old', '--zone', 'UTC')
    expect(read.kind.id).toBe('bus')
    expect(readingsOf(read)).toEqual([
      ['15:57', { trip_id: '1091', lat: 53.44451, lon: -2.925173 }],
      ['15:57', { trip_id: '1091', lat: 53.445026, lon: -2.923543, heading_deg: 53 }],
    ])
    expect(read.refused).toMatchObject([{ where: 'bus.csv:4' }])
  })

  it('without offset in its times is refused as a whole until the zone is said', async () => {
    await expect(plan({ 'bus.csv': trace }, '--device', 'bus-old')).rejects.toThrow(
      'bus.csv:2: time "2026-01-26 15:57:02" has no offset; say in which zone it is',
    )
  })

  it('of a feed is one device or all; two dumps are one way', async () => {
    const at = (seconds: number, lat: number) =>
      writeFeed(seconds, [
        { id: 'A 1', lat, lon: 140.3, seconds },
        { id: '301', lat, lon: 140.4, seconds },
      ])
    const files = { '1.pb': at(1_630_596_700, 35.9), '2.pb': at(1_630_596_716, 35.91) }
    const all = await plan(files, '--each', 'kcm')
    expect(all.tracks.map(({ deviceId, readings }) => [deviceId, readings.length])).toEqual([
      ['kcm-a-1', 2],
      ['kcm-301', 2],
    ])
    // One dump alone tells no rhythm of a vehicle; 30 s lie between its oldest and newest report.
    const late = { id: '9', lat: 35.9, lon: 140.3, seconds: 1_630_596_670 }
    const dump = writeFeed(1_630_596_700, [late, { ...late, id: '8', seconds: 1_630_596_700 }])
    const single = await plan({ '3.pb': dump }, '--each', 'kcm')
    expect(single.tracks.map(({ stepMs }) => stepMs)).toEqual([30_000, 30_000])
    const one = await plan(files, '--device', 'bus-old', '--vehicle', '301')
    expect(one).toMatchObject({ readings: 2, notes: expect.arrayContaining(['left out: A 1']) })
    await expect(plan(files, '--map', '999=bus-old')).rejects.toThrow('no "999" in the files')
  })
})
