import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import {
  hasMosquitto,
  startFarAedes,
  startFarMosquitto,
  type FarBroker,
} from '../support/far-broker.ts'
import { type KnownUplink, uplinks } from '../domain/profiles/uplinks/uplinks.ts'
import { euiOf, startBridgedCity, type BridgedCity } from './bridged-city.ts'
import { chirpstackTopic, chirpstackUp, ttsTopic, ttsUp } from './far-uplinks.ts'

const time = new Date(Date.now() - 300_000).toISOString()

const dialects = [
  {
    name: 'chirpstack',
    firstEui: 1_000,
    publish: (far: FarBroker, devEui: string, object: unknown) =>
      far.publish(chirpstackTopic(devEui), chirpstackUp({ devEui, time, object })),
  },
  {
    name: 'tts',
    firstEui: 2_000,
    publish: (far: FarBroker, devEui: string, object: unknown) =>
      far.publish(ttsTopic(`node-${devEui}`), ttsUp(`node-${devEui}`, { devEui, time, object })),
  },
]

const brokers = [
  { name: 'Aedes', start: startFarAedes, isThere: true },
  { name: 'Mosquitto', start: startFarMosquitto, isThere: hasMosquitto() },
].filter(({ isThere }) => isThere)

const runs = brokers.flatMap((broker) =>
  dialects.map((dialect) => ({ ...dialect, broker: broker.name, start: broker.start })),
)

describe.each(runs)('every known uplink as $name through $broker', (run) => {
  let far: FarBroker
  let city: BridgedCity
  const devEuiOf = (uplink: KnownUplink) => euiOf(run.firstEui + uplinks.indexOf(uplink))
  const idOf = (uplink: KnownUplink) => `device-${uplinks.indexOf(uplink)}`

  beforeAll(async () => {
    far = await run.start()
    city = await startBridgedCity([{ id: 'lora', url: far.url, dialect: run.name }])
    for (const uplink of uplinks) {
      const { profile, mounting_height_m } = uplink
      const kind = builtInProfiles.find(profile ?? '')?.kind
      if (profile === undefined || kind === undefined) continue
      const settings = mounting_height_m === undefined ? {} : { mounting_height_m }
      const address = devEuiOf(uplink)
      city.addDevice(kind, {
        id: idOf(uplink),
        uplink: { source: 'lora', address, profile, settings },
      })
    }
    await city.connected()
    for (const uplink of uplinks) await run.publish(far, devEuiOf(uplink), uplink.decoded)
    await city.until('all of them are on disk', () => {
      const { messages_total = 0, uncommitted } = city.connections()[0] ?? {}
      return messages_total === uplinks.length && uncommitted === 0
    })
  })
  afterAll(async () => {
    await city.close()
    await far.close()
  })

  it('is stored as the table says, or in quarantine for the reason it says', async () => {
    const quarantine = await city.quarantine()
    const became = await Promise.all(
      uplinks.map(async (uplink) => {
        const refused = quarantine.find((one) => one.uplink?.address === devEuiOf(uplink))?.code
        const isKnown = city.registry.find(idOf(uplink)) !== undefined
        const [reading] = isKnown ? await city.readings(idOf(uplink)) : []
        return { id: uplink.id, refused, values: reading?.values }
      }),
    )
    expect(became).toEqual(
      uplinks.map(({ id, profile, values, refused }) => ({
        id,
        refused: profile === undefined ? 'device_unknown' : refused,
        values: values && (expect.objectContaining(values) as unknown),
      })),
    )
    const { stored_total = 0, quarantined_total = 0 } = city.connections()[0] ?? {}
    expect(stored_total + quarantined_total).toBe(uplinks.length)
  })
})
