import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  hasMosquitto,
  startFarAedes,
  startFarMosquitto,
  type FarBroker,
} from '../support/far-broker.ts'
import { distance, euiOf, lookingDown, startBridgedCity, type BridgedCity } from './bridged-city.ts'
import { chirpstackEvent, chirpstackTopic, chirpstackUp, ttsTopic, ttsUp } from './far-uplinks.ts'

const now = Date.now()
/** So many minutes ago, as a network server writes it. */
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
const msAgo = (minutes: number) => Date.parse(ago(minutes))

const brokers = [
  { name: 'Aedes', start: startFarAedes, isThere: true },
  { name: 'Mosquitto', start: startFarMosquitto, isThere: hasMosquitto() },
]

describe.each(brokers.filter(({ isThere }) => isThere))('uplinks through $name', ({ start }) => {
  let far: FarBroker
  let city: BridgedCity
  let gauges = 0

  beforeAll(async () => {
    far = await start()
    city = await startBridgedCity([
      { id: 'chirp', url: far.url, dialect: 'chirpstack' },
      { id: 'things', url: far.url, dialect: 'tts' },
      {
        id: 'river-office',
        url: far.url,
        dialect: 'mqtt',
        mqtt: {
          topic: 'telemetry/{device}/state',
          time: { path: 'meta.at', unit: 's' },
          seq: 'meta.n',
          fields: { Distance: 'water.distance', Bat: 'power[0].volts' },
        },
      },
    ])
    await city.connected()
  })
  afterAll(async () => {
    await city.close()
    await far.close()
  })

  /** A gauge of a source with an address nobody else has. */
  function addGauge(source: string, address?: string) {
    gauges += 1
    const devEui = euiOf(gauges)
    const { id } = city.addDevice('flood', lookingDown(source, address ?? devEui))
    return { id, devEui }
  }

  it('of ChirpStack are readings with level, battery, radio and the frame counter', async () => {
    const { id, devEui } = addGauge('chirp')
    const gateways = [
      { id: 'far', rssi: -118, snr: -7.5 },
      { id: 'near', rssi: -83, snr: 9.2, time: ago(10) },
    ]
    const uplink = { devEui, time: ago(9), gateways, object: distance(2_000) }
    // The counter is left out while it is 0.
    const { fCnt: _zero, ...withoutZero } = chirpstackUp(uplink)
    await far.publish(chirpstackTopic(devEui), withoutZero)
    await far.publish(
      chirpstackTopic(devEui),
      chirpstackUp({ ...uplink, fCnt: 1, gateways: [], time: ago(4) }),
    )
    const [first, second] = await city.stored(id, 2)
    expect(first).toMatchObject({
      // The gateway says a minute more: both agree, and the network server's is taken.
      ts: msAgo(9),
      seq: 0,
      boot: '01a2b3c4',
      origin: 'field',
      values: { level_m: 3, battery_v: 3.4, rssi_dbm: -83, snr_db: 9.2 },
    })
    expect(second).toMatchObject({ ts: msAgo(4), seq: 1, values: { level_m: 3 } })
    expect(second?.values).not.toHaveProperty('rssi_dbm')
  })

  it('of The Things Stack are readings too, also where zeros are left out', async () => {
    const { id, devEui } = addGauge('things')
    const gateways = [{ id: 'gtw1', rssi: -101, snr: 0, time: ago(8) }]
    const uplink = { devEui, time: ago(7), gateways, object: distance(1_500) }
    await far.publish(ttsTopic('gauge-7'), ttsUp('gauge-7', uplink))
    await far.publish(
      ttsTopic('gauge-7'),
      ttsUp('gauge-7', { ...uplink, fCnt: 1, gateways: [], time: ago(2) }),
    )
    const [first, second] = await city.stored(id, 2)
    expect(first).toMatchObject({
      ts: msAgo(7),
      seq: 0,
      boot: 'AZ1fGkq0T1uTjE7mQbq3xw==',
      values: { level_m: 3.5, rssi_dbm: -101, snr_db: 0 },
    })
    expect(second).toMatchObject({ ts: msAgo(2), seq: 1 })
  })

  it('of a plain broker follow the paths of the file', async () => {
    const { id } = addGauge('river-office', 'Weir-3')
    const at = Math.floor(now / 1000) - 300
    const message = { meta: { at, n: 41 }, water: { distance: '4999 mm' }, power: [{ volts: 3.1 }] }
    await far.publish('telemetry/Weir-3/state', message)
    const [reading] = await city.stored(id, 1)
    expect(reading).toMatchObject({
      ts: at * 1000,
      seq: 41,
      values: { level_m: 0.001, battery_v: 3.1 },
    })
  })

  it('that came through three gateways too far apart to be joined are one reading', async () => {
    const { id, devEui } = addGauge('chirp')
    const frame = { devEui, fCnt: 17, object: distance(1_000) }
    const copies = [
      { ...frame, time: ago(6), gateways: [{ id: 'a', rssi: -80, snr: 9 }] },
      { ...frame, time: ago(5), gateways: [{ id: 'b', rssi: -99, snr: 3 }] },
      { ...frame, time: ago(4), gateways: [{ id: 'c', rssi: -110, snr: -2 }] },
    ]
    for (const copy of copies) await far.publish(chirpstackTopic(devEui), chirpstackUp(copy))
    // The same counter later on is a device without a join that began anew.
    await far.publish(chirpstackTopic(devEui), chirpstackUp({ ...frame, time: ago(0) }))
    const readings = await city.stored(id, 2)
    expect(readings.map(({ ts }) => ts)).toEqual([msAgo(6), msAgo(0)])
    expect(city.ingest.gaps.find(id)).toMatchObject({ received: 2, duplicates: 2, missing: 0 })
  })

  it('tell by their counter what was lost, and by a join that the device began anew', async () => {
    const { id, devEui } = addGauge('chirp')
    const send = (fCnt: number, minutes: number, devAddr?: string) =>
      far.publish(
        chirpstackTopic(devEui),
        chirpstackUp({
          devEui,
          fCnt,
          time: ago(minutes),
          object: distance(minutes),
          ...(devAddr && { devAddr }),
        }),
      )
    await send(5, 50)
    await send(9, 40)
    await far.publish(
      chirpstackTopic(devEui, 'join'),
      chirpstackEvent(devEui, ago(31), { devAddr: '0badcafe' }),
    )
    await send(0, 30, '0badcafe')
    await send(1, 20, '0badcafe')
    await city.stored(id, 4)
    expect(city.ingest.gaps.find(id)).toMatchObject({
      received: 4,
      missing: 3,
      restarts: 1,
      ranges: [{ from_seq: 6, to_seq: 8 }],
    })
    // A join is a sign of life; the device itself connects to somebody else.
    expect(city.ingest.board.get(id)).toMatchObject({
      online: null,
      lastUplinkTs: expect.any(Number),
    })
  })

  it('without a measurement, joins and empty frames, are signs of life', async () => {
    const { devEui } = addGauge('things')
    const things = () => city.connections()[1]
    const before = things()
    const ids = { device_id: 'gauge-9', dev_eui: devEui }
    await far.publish(ttsTopic('gauge-9', 'join'), { end_device_ids: ids })
    await far.publish(ttsTopic('gauge-9'), { end_device_ids: ids, uplink_message: { f_port: 0 } })
    await city.until('both were taken', () => {
      const { messages_total = 0, uncommitted } = things() ?? {}
      return messages_total === (before?.messages_total ?? 0) + 2 && uncommitted === 0
    })
    expect(things()).toMatchObject({ quarantined_total: 0, ignored_total: 0 })
  })
})
