import Type, { type Static } from 'typebox'
import { credentialStates } from '../devices/credential-state.ts'
import { encodings } from '../tables/decode-text.ts'
import { authority, deviceId, epochMs, labels, nullable, origin } from './blocks.ts'
import { deviceFacts, gaugeReference } from './device.ts'
import { actResource } from './person.ts'
import { thresholds } from './thresholds.ts'

const words = Type.String({ minLength: 1, maxLength: 500 })
const why = Type.Optional(Type.Unsafe<string | null>(nullable(words)))

export const guard = Type.Object(
  {
    min: Type.Optional(Type.Number()),
    max: Type.Optional(Type.Number()),
    stepPer10Min: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  },
  { additionalProperties: false, description: 'Beyond it a value of this device is suspect' },
)
const guards = Type.Record(Type.String(), guard)
const everyMs = Type.Record(Type.String(), Type.Integer({ unit: 'ms' }))
const position = Type.Object({ lat: Type.Number(), lon: Type.Number() })
const day = Type.String({
  format: 'date',
  description: 'From 00:00 of this day in the city’s zone',
})

const uplink = Type.Object({
  source: Type.String(),
  address: Type.String(),
  profile: Type.String(),
  settings: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})

/** A device as those see it who look after it, `GET /v1/inventory`. */
export const inventoryItem = Type.Object(
  {
    id: deviceId,
    kind: Type.String(),
    name: labels,
    origin,
    role: Type.Enum(['sensor', 'desk']),
    position: nullable(position),
    every_ms: nullable(everyMs),
    thresholds: nullable(thresholds),
    gauge: nullable(gaugeReference),
    normally_flat: Type.Boolean(),
    guards: nullable(guards),
    facts: nullable(deviceFacts),
    camera_url: nullable(Type.String()),
    note: nullable(Type.String()),
    out_of_service: Type.Boolean(),
    service: nullable(Type.Object({ reason: Type.String(), until_ts: nullable(epochMs('End')) })),
    retired: nullable(Type.Object({ ts: epochMs('Since when'), reason: Type.String() })),
    uplink: nullable(uplink),
    credential: Type.Object({
      state: Type.Enum([...credentialStates]),
      issued_ts: nullable(epochMs('When its token was issued')),
      revoked_ts: nullable(epochMs('When its token was ended')),
    }),
    version: Type.String({ description: 'Changes with the device; for `If-Match`' }),
    changed: nullable(
      Type.Object(
        { ts: epochMs('When'), by: Type.String({ description: 'Name of whoever did it' }) },
        { description: 'The last change of it; null: none since changes are kept' },
      ),
    ),
    planned: Type.Array(
      Type.Object({
        part: Type.Enum(['thresholds', 'gauge']),
        valid_from: day,
        effective_ts: epochMs('When it takes effect'),
      }),
    ),
  },
  { $id: 'InventoryItem' },
)
export type InventoryItem = Readonly<Static<typeof inventoryItem>>

/** Something a person should look at; the change is made all the same. */
export const inventoryWarning = Type.Object({
  code: Type.Enum(['name_taken', 'outside_area']),
  detail: Type.String(),
})
export type InventoryWarning = Readonly<Static<typeof inventoryWarning>>

/** What a change answers. */
export const inventoryChanged = Type.Object({
  device: inventoryItem,
  warnings: Type.Array(inventoryWarning),
  /** Number of the act; null where nothing was different. */
  change: nullable(Type.Integer()),
})

/** `POST /v1/devices`: a new device, its token and the line to paste, both this once. */
export const inventoryAdded = Type.Object({
  ...inventoryChanged.properties,
  secret: Type.String(),
  paste_line: nullable(Type.String({ description: 'Null where no listener is open to devices' })),
})

/** Body of `POST /v1/devices`: as in the city folder’s `devices.json`, origin apart. */
export const deviceRequest = Type.Object(
  {
    id: Type.String(),
    kind: Type.String(),
    name: Type.Unknown(),
    role: Type.Optional(Type.Enum(['sensor', 'desk'])),
    position: Type.Optional(nullable(position)),
    every_ms: Type.Optional(everyMs),
    thresholds: Type.Optional(Type.Unknown()),
    gauge: Type.Optional(Type.Unknown()),
    normally_flat: Type.Optional(Type.Boolean()),
    guards: Type.Optional(guards),
    facts: Type.Optional(deviceFacts),
    camera_url: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    uplink: Type.Optional(Type.Unknown()),
    why,
  },
  { additionalProperties: false },
)

/**
 * `PATCH /v1/devices/{id}`. An absent field stays, null clears one that may be absent. `gauge` holds
 * from its `valid_from` on. `out_of_service: true` needs `service.reason`.
 */
export const devicePatch = Type.Object(
  {
    name: Type.Optional(labels),
    role: Type.Optional(Type.Enum(['sensor', 'desk'])),
    position: Type.Optional(nullable(position)),
    every_ms: Type.Optional(nullable(everyMs)),
    gauge: Type.Optional(
      Type.Object({ ...gaugeReference.properties, valid_from: Type.Optional(nullable(day)) }),
    ),
    normally_flat: Type.Optional(Type.Boolean()),
    guards: Type.Optional(nullable(guards)),
    facts: Type.Optional(nullable(deviceFacts)),
    camera_url: Type.Optional(nullable(Type.String())),
    note: Type.Optional(nullable(Type.String())),
    out_of_service: Type.Optional(Type.Boolean()),
    service: Type.Optional(
      Type.Object({ reason: words, until_ts: nullable(Type.Integer({ unit: 'ms' })) }),
    ),
    uplink: Type.Optional(nullable(uplink)),
    why,
  },
  { additionalProperties: false, minProperties: 1 },
)
export type DevicePatchRequest = Readonly<Static<typeof devicePatch>>

const level = nullable(Type.Number())

/** `PUT /v1/devices/{id}/thresholds` and `POST …/thresholds/preview`. */
export const thresholdsRequest = Type.Object(
  {
    standby: level,
    caution: level,
    evac: level,
    danger: level,
    overflow: level,
    authority,
    source: nullable(words),
    verified: Type.Optional(Type.Boolean()),
    valid_from: nullable(day),
    note: Type.Optional(nullable(words)),
  },
  { additionalProperties: false },
)
export type ThresholdsRequest = Readonly<Static<typeof thresholdsRequest>>

const settingFields = {
  version: Type.Integer({ description: 'Number of this setting; `If-Match` of the next one' }),
  valid_from: nullable(day),
  effective_ts: epochMs(
    'From when on it counts here: `valid_from`, at the earliest when it was set',
  ),
  set_ts: nullable(epochMs('When it was set; null: before this was written down')),
  set_by: nullable(Type.String()),
  note: nullable(Type.String()),
  state: Type.Enum(['planned', 'in_force', 'past', 'cancelled']),
}

/** One of the thresholds that a gauge had, has or will have; newest first in lists. */
export const thresholdsVersion = Type.Object({
  ...settingFields,
  thresholds: nullable(thresholds),
})
export type ThresholdsVersion = Readonly<Static<typeof thresholdsVersion>>

/** One of the zero heights of a gauge, with its datum. */
export const referenceVersion = Type.Object({ ...settingFields, gauge: nullable(gaugeReference) })
export type ReferenceVersion = Readonly<Static<typeof referenceVersion>>

const previewLevel = Type.Object({
  key: Type.Enum(['standby', 'caution', 'evac', 'danger', 'overflow']),
  value: Type.Number(),
  times: Type.Integer({ description: 'How often it was reached from below' }),
  unconfirmed: Type.Integer({ description: 'Of these, by one value that nothing confirmed' }),
  last_ts: nullable(epochMs('When last')),
  since_start: Type.Boolean({
    description: 'The water stood above it when the time looked at began',
  }),
})

/** What thresholds would have raised: the stored past, passed over by the same rules as alarms. */
export const thresholdsPreview = Type.Object({
  from_ts: epochMs('Begin of what was looked at'),
  to_ts: epochMs('End'),
  values: Type.Integer({ description: 'Usable values in it' }),
  /** By the thresholds asked about, lowest first. */
  given: Type.Array(previewLevel),
  /** By those in force, to compare. */
  present: Type.Array(previewLevel),
  now: Type.Object({
    value: nullable(Type.Number()),
    ts: nullable(epochMs('Of the newest usable value')),
    given_level: Type.Integer(),
    present_level: Type.Integer(),
  }),
})
export type ThresholdsPreview = Readonly<Static<typeof thresholdsPreview>>

/** `POST /v1/devices/{id}/retire`. */
export const retireRequest = Type.Object({ why: words }, { additionalProperties: false })

/** A change of a device, `GET /v1/devices/{id}/changes`: an act, with whether it can be undone. */
export const deviceChange = Type.Object({
  ...actResource.properties,
  undone_by: nullable(Type.Integer()),
  undoable: Type.Boolean(),
})
export type DeviceChange = Readonly<Static<typeof deviceChange>>

/** `POST /v1/inventory/import`: what a file would change, or has changed. */
export const importReport = Type.Object({
  dry_run: Type.Boolean(),
  encoding: Type.Enum([...encodings], { description: 'As which the file was read' }),
  rows: Type.Integer(),
  added: Type.Array(Type.String()),
  changed: Type.Array(Type.Object({ device: Type.String(), fields: Type.Array(Type.String()) })),
  unchanged: Type.Integer(),
  errors: Type.Array(
    Type.Object({
      row: Type.Integer({ description: 'As a spreadsheet counts, the heading being 1' }),
      column: nullable(Type.String()),
      detail: Type.String(),
    }),
  ),
  warnings: Type.Array(Type.Object({ row: Type.Integer(), detail: Type.String() })),
  /** Of what was added; never in a dry run. */
  secrets: Type.Optional(
    Type.Array(Type.Object({ device: Type.String(), secret: Type.String() }), {
      description: 'Tokens of the devices that were added; answered this once',
    }),
  ),
})
export type ImportReport = Readonly<Static<typeof importReport>>
