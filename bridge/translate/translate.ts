import { isUtf8 } from 'node:buffer'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import type { Incoming, Untranslated } from '#domain/door.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import {
  createDeviceMapper,
  type ProfileDirectory,
} from '#domain/devices/profiles/device-mapper.ts'
import type { UplinkMapper } from '#domain/devices/profiles/mapper.ts'
import type { Unsaid } from '#domain/payload/message.ts'
import type { UplinkAddress } from '#domain/payload/quarantine.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Dialect, Radio, Said } from '../dialects/dialect.ts'
import type { FarMessage } from '../far/session.ts'
import type { Copies, Heard } from './copies.ts'

/** Message → what the door takes; undefined for what says nothing to us. Never throws. */
export type Translate = (message: FarMessage) => Incoming | Untranslated | undefined

interface Parts {
  source: string
  dialect: Dialect
  directory: Pick<DeviceDirectory, 'findByUplink'>
  profiles: ProfileDirectory
  kinds: readonly Kind[]
  copies: Copies
}

/** An uplink in our words, and the fields that its sensor gave no value of. */
interface Told {
  heard: Heard
  unsaid: readonly Unsaid[] | undefined
}

type Uplink = Extract<Said, { type: 'uplink' }>

/** As a frame of a device of our own (broker/limits.ts): a payload has one verdict everywhere. */
const payloadMaxBytes = 256 * 1024

const online = Buffer.from('{"online":true}')

/** Brings the messages of one source into our form, by its dialect and the devices' profiles. */
export function createTranslate({ source, dialect, ...parts }: Parts): Translate {
  const { directory, profiles, kinds, copies } = parts
  const radioByKind = new Map(kinds.map((kind) => [kind.id, listRadioFields(kind)]))
  // Compiled once a description: a changed device is another object.
  const mappers = new WeakMap<Device, UplinkMapper | Refusal>()

  function mapperOf(device: Device): UplinkMapper | Refusal {
    const known = mappers.get(device)
    if (known) return known
    const mapper = createDeviceMapper(device, profiles)
    mappers.set(device, mapper)
    return mapper
  }

  function hear(device: Device, uplink: Uplink): Told | Refusal {
    const mapper = mapperOf(device)
    if (isRefusal(mapper)) return mapper
    const mapped = mapper.map(uplink.decoded)
    if (isRefusal(mapped)) return mapped
    const { ts, networkTs, seq, boot, radio } = uplink
    const values = { ...pick(radio, radioByKind.get(device.kind) ?? []), ...mapped.values }
    return { heard: { ts, networkTs, seq, boot, values }, unsaid: mapped.unsaid }
  }

  return (message) => {
    const { topic, payload, bestEffort } = message
    if (!dialect.reads(topic)) return undefined
    const said = read(dialect, topic, payload)
    if (said.type === 'ignored') return undefined
    const from: UplinkAddress = { source, address: said.address }
    const device = directory.findByUplink(source, said.address)
    const refuse = (refusal: Refusal): Untranslated => ({
      device: device ?? null,
      via: 'bridge',
      payload,
      bestEffort,
      from,
      refusal,
    })
    if (!device) return refuse(refuseStranger(from))
    if (said.type === 'refused') return refuse(said.refusal)
    const common = { device, via: 'bridge', bestEffort } as const
    const bridged = { from, original: payload }
    if (said.type === 'alive') return { ...common, bridged, channel: 'status', payload: online }
    const told = hear(device, said)
    if (isRefusal(told)) return refuse(told)
    const first = copies.first(device.id, told.heard)
    return {
      ...common,
      bridged: { ...bridged, unsaid: told.unsaid, networkTs: first.networkTs },
      channel: 'reading',
      payload: write(first),
    }
  }
}

function read(dialect: Dialect, topic: string, payload: Buffer): Said {
  const refuse = (code: Refusal['code'], detail: string): Said => ({
    type: 'refused',
    address: dialect.addressOf(topic),
    refusal: { code, detail },
  })
  if (payload.length > payloadMaxBytes) {
    return refuse('payload_too_large', `${payload.length} bytes; at most ${payloadMaxBytes}`)
  }
  if (!isUtf8(payload)) return refuse('payload_not_json', 'not UTF-8: set the source to JSON')
  try {
    return dialect.read(topic, JSON.parse(payload.toString()) as unknown)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refuse('payload_not_json', error.message.slice(0, 200))
  }
}

type RadioField = keyof Radio

/** Radio figures that the kind has a place for. */
const listRadioFields = ({ payload }: Kind): readonly RadioField[] =>
  (['rssi_dbm', 'snr_db'] as const).filter((name) => name in payload.properties)

function pick(radio: Radio, fields: readonly RadioField[]): Values {
  const picked: Record<string, number> = {}
  for (const name of fields) {
    const figure = radio[name]
    if (figure !== undefined) picked[name] = figure
  }
  return picked
}

function write({ ts, seq, boot, values }: Heard): Buffer {
  const numbering = { ...(seq !== null && { seq }), ...(boot !== null && { boot }) }
  return Buffer.from(JSON.stringify({ ts, ...numbering, ...values }))
}

const refuseStranger = ({ source, address }: UplinkAddress): Refusal => ({
  code: 'device_unknown',
  detail: `no device is registered with uplink "${address}" of source "${source}"`,
})
