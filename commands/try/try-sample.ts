import type { Device, Uplink } from '#domain/devices/device.ts'
import type { Incoming } from '#domain/door.ts'
import type { FieldValue } from '#domain/readings/values.ts'
import { getKind, kinds } from '#domain/kinds/index.ts'
import {
  createDeviceMapper,
  type ProfileDirectory,
} from '#domain/devices/profiles/device-mapper.ts'
import type { FieldTrace } from '#domain/devices/profiles/mapper.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { createCopies } from '#bridge/translate/copies.ts'
import { createTranslate } from '#bridge/translate/translate.ts'
import { decodePayload } from '#ingest/decode/decode-payload.ts'
import { createReadingDecoder } from '#ingest/decode/decode-reading.ts'
import type { DecodedReading } from '#ingest/decode/decoded.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { readEnvelope, type Enveloped } from './envelope.ts'
import type { Sample } from './read-samples.ts'

/** What would become of one sample. */
export interface Trial {
  place: string
  /** The system it comes from, `decoded object`, or `reading` in our own form. */
  form: string
  device: string | null
  /** Of the sender in its network; null where the sample names none. */
  address: string | null
  /** What would be stored; empty where nothing would be. */
  stored: { ts: number; values: Readonly<Record<string, FieldValue>>; reasons: readonly string[] }[]
  refused: Refusal[]
  /** A join or an empty frame: it only says that the device lives. */
  isSignOfLife: boolean
  /** How each field of ours was read. */
  fields: readonly FieldTrace[]
  /** Names in the decoded object that no rule looks at. */
  unused: string[]
}

export interface TryParts {
  profiles: ProfileDirectory
  /** The device an address belongs to, or the one that was named. */
  findDevice(address: string | undefined): Device | undefined
  now: number
}

const nothing = { stored: [], refused: [], isSignOfLife: false, fields: [], unused: [] }

/** Sends one sample the way of the bridge as far as the door, and there through decoding. */
export function trySample({ place, value }: Sample, parts: TryParts): Trial {
  const enveloped = readEnvelope(value, parts.now)
  const { form, address = null } = enveloped
  const device = parts.findDevice(enveloped.address)
  if (device && !device.uplink) {
    const own = { place, form: 'reading', device: device.id, address } as const
    return {
      ...nothing,
      ...own,
      ...decode({ device, payload: Buffer.from(JSON.stringify(value)) }, parts.now),
    }
  }
  const trial = { ...nothing, place, form, device: device?.id ?? null, address }
  const translated = translate(enveloped, device, parts)
  const said = device ? describeFields(enveloped, device, parts) : undefined
  if (!translated) return { ...trial, isSignOfLife: true }
  if ('refusal' in translated) return { ...trial, ...said, refused: [translated.refusal] }
  if (translated.channel === 'status') return { ...trial, isSignOfLife: true }
  return { ...trial, ...said, ...decode(translated, parts.now) }
}

function translate(enveloped: Enveloped, device: Device | undefined, { profiles }: TryParts) {
  const { dialect, topic, body, address } = enveloped
  const isOurs = (asked: string) => device && (!address || asked === device.uplink?.address)
  const directory = {
    findByUplink: (_source: string, asked: string) => (isOurs(asked) ? device : undefined),
  }
  const source = device?.uplink?.source ?? 'any'
  const copies = createCopies()
  const payload = Buffer.from(JSON.stringify(body) ?? 'null')
  const parts = { source, dialect, directory, profiles, kinds, copies }
  return createTranslate(parts)({ topic, payload, bestEffort: false })
}

/** What of a payload at the door its verdict follows from. */
type Handed = Pick<Incoming, 'device' | 'payload' | 'bridged'>

/** The one door's verdict on what the bridge hands over, and the flag it would store. */
function decode({ device, payload, bridged }: Handed, now: number) {
  const decoder = createReadingDecoder(getKind(device.kind))
  const { elements, refused } = decodePayload<DecodedReading>(payload, decoder)
  const judges = new Judges(kinds)
  const arrival = { receivedTs: now, isSingle: false, networkTs: bridged?.networkTs }
  const stored = elements.map((element) => {
    const { reasons } = judges.judge(device, element, arrival)
    return { ts: element.ts, values: element.values, reasons }
  })
  return { stored, refused: refused.map(({ code, detail }) => ({ code, detail })) }
}

function describeFields({ dialect, topic, body }: Enveloped, device: Device, parts: TryParts) {
  const said = dialect.read(topic, body)
  const mapper = createDeviceMapper(device, parts.profiles)
  if (said.type !== 'uplink' || isRefusal(mapper)) return undefined
  const fields = mapper.trace(said.decoded)
  const roots = new Set(fields.map(({ outcome }) => outcome.path?.split(/[.[]/, 1)[0]))
  const names = Object.keys((said.decoded as object | null) ?? {})
  return { fields, unused: names.filter((name) => !roots.has(name)) }
}

/** A device that is not registered yet, as its registration would describe it. */
export function pretendDevice(kind: string, uplink: Uplink): Device {
  return {
    id: 'not-registered-yet',
    kind,
    name: { ja: '未登録', en: 'not registered yet' },
    origin: 'field',
    role: 'sensor',
    position: null,
    out_of_service: false,
    uplink,
  }
}
