import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { closed } from '../closed.ts'
import { describeMismatch } from '../payload/describe-mismatch.ts'
import type { Device } from './device.ts'
import { isDeviceId } from './ids.ts'
import { findThresholdFault } from '../alarms/find-threshold-fault.ts'
import { origins } from '../readings/origin.ts'
import { profileIdPattern, settingsSchema, sourceIdPattern } from './profiles/schema.ts'
import { printedNamePattern } from '../words/printed-name.ts'
import type { Refusal } from '../words/refusal.ts'
import { nullable } from '../wire/blocks.ts'
import { gaugeReference } from '../wire/device.ts'
import { thresholds } from '../wire/thresholds.ts'

// A name is printed on maps and lists; longer ones are descriptions in the wrong field.
const nameMax = 100
// Facts are a handful of lines in a panel, not a document store.
const factsMax = 40
const factMax = 500

const name = Type.String({ minLength: 1, maxLength: nameMax, pattern: printedNamePattern })
const labels = Type.Object({ ja: name, en: name })

// A file from before may name a 30 February, which is no date and was taken.
const ownThresholds = Type.Object({
  ...thresholds.properties,
  valid_from: nullable(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
})

const ownGauge = Type.Object({ ...gaugeReference.properties, water_body: labels })

const fact = Type.Union([
  Type.String({ maxLength: factMax }),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
])
const word = '^[a-z][a-z0-9_]{0,63}$'

const positionSchema = Type.Object({
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  lon: Type.Number({ minimum: -180, maximum: 180 }),
})

const urlMax = 2_000
const noteMax = 2_000
const reasonMax = 500
/** Of people for people: lines may end, but nothing is invisible or turns what follows. */
const readable =
  '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$'
const reason = Type.String({
  minLength: 1,
  maxLength: reasonMax,
  pattern: readable.replace('^', '^(?=[^]*\\S)'),
})

const guard = Type.Object({
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
  stepPer10Min: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
})

// A DevEUI is 16 characters; ids in the topics of plain brokers are longer words.
const addressMax = 200

const uplinkSchema = Type.Object({
  source: Type.String({ pattern: sourceIdPattern }),
  address: Type.String({
    minLength: 1,
    maxLength: addressMax,
    pattern: '^[^\\x00-\\x20\\x7f]+$',
  }),
  profile: Type.String({ pattern: profileIdPattern }),
  settings: Type.Optional(settingsSchema),
})

/** A device as the city folder, the command line and the registry write it. */
const deviceSchema = Type.Object({
  id: Type.String(),
  kind: Type.String({ pattern: word }),
  name: labels,
  origin: Type.Enum([...origins]),
  role: Type.Enum(['sensor', 'desk']),
  position: nullable(positionSchema),
  every_ms: Type.Optional(
    // A second is the fastest any kind reports, 400 days the rarest visit to a gauge.
    Type.Record(Type.String({ pattern: word }), Type.Integer({ minimum: 1000, maximum: 3.456e10 })),
  ),
  thresholds: Type.Optional(ownThresholds),
  gauge: Type.Optional(ownGauge),
  normally_flat: Type.Optional(Type.Boolean()),
  facts: Type.Optional(
    Type.Record(Type.String({ pattern: word }), fact, { maxProperties: factsMax }),
  ),
  out_of_service: Type.Boolean(),
  service: Type.Optional(Type.Object({ reason, until_ts: nullable(Type.Integer()) })),
  guards: Type.Optional(Type.Record(Type.String({ pattern: word }), guard)),
  camera_url: Type.Optional(
    Type.String({ maxLength: urlMax, pattern: '^https?://[^\\s"<>\\\\^`{|}]+$' }),
  ),
  note: Type.Optional(Type.String({ minLength: 1, maxLength: noteMax, pattern: readable })),
  retired: Type.Optional(Type.Object({ ts: Type.Integer(), reason })),
  uplink: Type.Optional(uplinkSchema),
})

const compiled = Compile(closed(deviceSchema))

const invalid = (detail: string): Refusal => ({ code: 'device_invalid', detail })

// The same eight bytes in capitals would be another device to a lookup.
const devEuiInCapitals = /^(?=.*[A-F])[0-9A-Fa-f]{16}$/

/** One spelling of an address, and one zero that heights count from. */
function refuseUplink({ uplink, gauge }: Device): Refusal | undefined {
  if (!uplink) return undefined
  if (devEuiInCapitals.test(uplink.address)) {
    return invalid('uplink.address: a DevEUI is written in lower case')
  }
  const { datum, mounting_height_m } = uplink.settings ?? {}
  if (datum === undefined || datum === 'GAUGE') return undefined
  if (mounting_height_m === undefined) {
    return invalid(
      'uplink.settings.datum: says what mounting_height_m counts from, which is missing',
    )
  }
  if (gauge?.datum === datum && gauge.zero_height_m !== null) return undefined
  return invalid(
    `uplink.settings.datum: ${datum} needs a gauge with this datum and a known zero_height_m`,
  )
}

/** What a schema cannot say about a device. */
function refuseDevice(device: Device): Refusal | undefined {
  const { id, position, thresholds } = device
  if (!isDeviceId(id)) {
    return invalid('id: 3 to 32 of a-z, 0-9 and "-", not beginning with "-", no reserved name')
  }
  // 0/0 lies in the Gulf of Guinea: it is a form sent without its position.
  if (position?.lat === 0 && position.lon === 0) {
    return { code: 'position_zero', detail: 'position: lat 0 and lon 0 is no place of a city' }
  }
  const fault = thresholds && findThresholdFault(thresholds)
  return fault === undefined ? refuseUplink(device) : invalid(fault)
}

/** Reads a device's description. The kind is a word only here; whether it exists is asked apart. */
export function parseDevice(value: unknown): Device | Refusal {
  if (!compiled.Check(value)) {
    const errors = compiled.Errors(value)
    const [first] = errors
    return invalid(
      first?.keyword === 'pattern' && first.instancePath.startsWith('/name/')
        ? `${first.instancePath.slice(1).replace('/', '.')}: a name that can be seen, without invisible characters`
        : describeMismatch(errors, 'device'),
    )
  }
  const device = value as unknown as Device
  return refuseDevice(device) ?? device
}
