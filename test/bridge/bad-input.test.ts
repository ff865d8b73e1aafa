import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFarAedes, type FarBroker } from '../support/far-broker.ts'
import { distance, euiOf, lookingDown, startBridgedCity, type BridgedCity } from './bridged-city.ts'
import { chirpstackTopic, chirpstackUp, ttsTopic, ttsUp } from './far-uplinks.ts'

const time = new Date(Date.now() - 300_000).toISOString()
const devEui = euiOf(1)
const topic = chirpstackTopic(devEui)
const up = (object?: unknown) => chirpstackUp({ devEui, time, object })

interface Case {
  name: string
  topic?: string
  message: unknown
  code: string
  says: string
  device?: string
}

/** What comes, and what has to stand in quarantine for it. */
const cases: readonly Case[] = [
  {
    name: 'bytes without decoder output',
    message: up(),
    code: 'uplink_not_decoded',
    says: 'decoder',
  },
  {
    name: "a decoder's error object",
    message: up({ errors: ['unknown FPort'] }),
    code: 'uplink_decoder_error',
    says: 'unknown FPort',
  },
  { name: 'half a message', message: '{"time":', code: 'payload_not_json', says: 'JSON' },
  {
    name: 'a protobuf in place of JSON',
    message: '\ufffd\u0008\u0001',
    code: 'payload_not_json',
    says: '',
  },
  { name: 'an empty message', message: '', code: 'payload_not_json', says: 'JSON' },
  { name: 'an array', message: [up(distance(1))], code: 'payload_shape', says: 'deviceInfo' },
  {
    name: 'a device nobody registered',
    topic: chirpstackTopic(euiOf(99)),
    message: chirpstackUp({ devEui: euiOf(99), time, object: distance(1) }),
    code: 'device_unknown',
    says: euiOf(99),
    device: '',
  },
  {
    name: 'another device than the topic says',
    message: chirpstackUp({ devEui: euiOf(3), time, object: distance(1) }),
    code: 'payload_shape',
    says: 'the topic says',
  },
  {
    name: 'a field that the profile names and the uplink lacks',
    message: up({ Bat: 3.4 }),
    code: 'uplink_field_missing',
    says: 'Distance',
  },
  {
    name: 'a unit that cannot be',
    message: up({ Bat: 3.4, Distance: '2000 mV' }),
    code: 'uplink_unit',
    says: 'mV',
  },
  {
    name: 'a frame counter that is a text',
    message: { ...up(distance(1)), fCnt: '7' },
    code: 'payload_shape',
    says: 'fCnt: expected a whole number from 0, got the text "7"',
  },
  {
    name: 'no time',
    message: { ...up(distance(1)), time: undefined },
    code: 'ts_missing',
    says: 'network server',
  },
  {
    name: 'a time without an offset',
    message: { ...up(distance(1)), time: '2026-11-25T12:00:00' },
    code: 'ts_without_offset',
    says: 'offset',
  },
  {
    name: 'an uplink that somebody simulated in a console',
    topic: ttsTopic('gauge-2'),
    message: {
      ...ttsUp('gauge-2', { devEui: euiOf(2), time, object: distance(1) }),
      simulated: true,
    },
    code: 'uplink_simulated',
    says: 'console',
    device: 'things-gauge',
  },
  {
    name: 'seconds where the file says milliseconds',
    topic: 'plain/p1',
    message: { at: 1_795_334_400, Distance: '1 m' },
    code: 'ts_in_seconds',
    says: 'unit ms',
    device: 'plain-gauge',
  },
  {
    name: 'no time of its own',
    topic: 'plain/p1',
    message: { Distance: '1 m' },
    code: 'ts_missing',
    says: 'at',
    device: 'plain-gauge',
  },
  {
    name: 'a counter that is a text',
    topic: 'plain/p1',
    message: { at: 1_795_334_400_000, n: '7', Distance: '1 m' },
    code: 'field_type',
    says: 'seq',
    device: 'plain-gauge',
  },
]

describe('what a bridge cannot read', () => {
  let far: FarBroker
  let city: BridgedCity

  beforeAll(async () => {
    far = await startFarAedes()
    city = await startBridgedCity([
      { id: 'chirp', url: far.url, dialect: 'chirpstack' },
      { id: 'things', url: far.url, dialect: 'tts' },
      {
        id: 'plain',
        url: far.url,
        dialect: 'mqtt',
        mqtt: { topic: 'plain/{device}', time: { path: 'at', unit: 'ms' }, seq: 'n' },
      },
    ])
    city.addDevice('flood', { id: 'gauge', ...lookingDown('chirp', devEui) })
    city.addDevice('flood', { id: 'things-gauge', ...lookingDown('things', euiOf(2)) })
    city.addDevice('flood', { id: 'plain-gauge', ...lookingDown('plain', 'p1') })
    await city.connected()
  })
  afterAll(async () => {
    await city.close()
    await far.close()
  })

  it.each(cases)(
    '$name is in quarantine as it came, with a reason, and acknowledged',
    async (one) => {
      const before = (await city.quarantine()).length
      const text = typeof one.message === 'string' ? one.message : JSON.stringify(one.message)
      await far.publish(one.topic ?? topic, text)
      const [newest] = await city.quarantined(before + 1)
      expect(newest).toMatchObject({
        via: 'bridge',
        device: one.device ?? 'gauge',
        code: one.code,
        payload: text.slice(0, 2_048),
      })
      expect(newest?.detail).toContain(one.says)
      await city.until('acknowledged', () => far.acked.includes(text))
    },
  )

  it('is shown with its source and address, and counted at its connection', async () => {
    const items = await city.quarantine()
    const stranger = items.find(({ code }) => code === 'device_unknown')
    expect(stranger?.uplink).toEqual({ source: 'chirp', address: euiOf(99) })
    const counts = city.connections().map(({ quarantined_total }) => quarantined_total)
    expect(counts).toEqual([13, 1, 3])
    const answer = await fetch(`${city.url}/v1/quarantine?limit=1000`, {
      headers: { authorization: `Bearer ${city.operatorToken}` },
    })
    const { items: shown } = (await answer.json()) as { items: object[] }
    expect(shown).toContainEqual(expect.objectContaining({ uplink: stranger?.uplink, device: '' }))
    expect((await city.readings('gauge')).length).toBe(0)
  })

  it('keeps nobody from being read: the next good uplink is stored', async () => {
    await far.publish(topic, up(distance(2_500)))
    expect(await city.stored('gauge', 1)).toMatchObject([{ values: { level_m: 2.5 } }])
  })
})
