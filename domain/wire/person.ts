import Type, { type Static } from 'typebox'
import { keyCapabilities } from '../access/capabilities.ts'
import { actCodes, type ActCode } from '../words/act-codes.ts'
import { epochMs, nullable } from './blocks.ts'
import { roleList } from './session.ts'

const text = Type.String({ maxLength: 4_096 })

/** A person of `GET /v1/people`. */
export const personResource = Type.Object(
  {
    id: Type.String(),
    name: Type.String({ description: 'To log in with' }),
    display_name: Type.String(),
    roles: Type.Immutable(roleList),
    created_ts: epochMs('When the person was added'),
    disabled: Type.Boolean(),
    has_password: Type.Boolean(),
    password_to_change: Type.Boolean({ description: 'Somebody else chose the password' }),
  },
  { $id: 'Person' },
)

/** `POST /v1/people`; without a password one is made up, and answered this once. */
export const personRequest = Type.Object(
  { name: text, display_name: text, roles: roleList, password: Type.Optional(text) },
  { additionalProperties: false },
)

export const personAdded = Type.Object({
  person: personResource,
  password: Type.Optional(Type.String({ description: 'Only where it was made up' })),
})

/** `POST /v1/people/{id}/password` */
export const passwordMade = Type.Object({
  password: Type.String({ description: 'To be changed at the first log-in; shown this once' }),
})

/** `PATCH /v1/people/{id}` */
export const personPatch = Type.Object(
  {
    display_name: Type.Optional(text),
    roles: Type.Optional(roleList),
    disabled: Type.Optional(Type.Boolean()),
    password: Type.Optional(text),
  },
  { additionalProperties: false, minProperties: 1 },
)

export type PersonResource = Readonly<Static<typeof personResource>>
export type PersonAdded = Readonly<Static<typeof personAdded>>
export type PasswordMade = Readonly<Static<typeof passwordMade>>

const keyCapabilityList = Type.Array(Type.Enum([...keyCapabilities]), {
  minItems: 1,
  uniqueItems: true,
})

/** A key of `GET /v1/keys`; its secret is nowhere. */
export const keyResource = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    capabilities: Type.Immutable(Type.Array(Type.String())),
    issued_ts: nullable(epochMs('When it was issued; null: at the first start')),
    issued_by: nullable(Type.String()),
  },
  { $id: 'AccessKey' },
)

export const keyRequest = Type.Object(
  { name: text, capabilities: keyCapabilityList },
  { additionalProperties: false },
)

export const keyAdded = Type.Object({
  key: keyResource,
  secret: Type.String({ description: 'For `Authorization: Bearer`; shown this once' }),
})

export type KeyResource = Readonly<Static<typeof keyResource>>
export type KeyAdded = Readonly<Static<typeof keyAdded>>

const changed = nullable(Type.Immutable(Type.Record(Type.String(), Type.Unknown())))

/** An act of `GET /v1/audit`. */
export const actResource = Type.Object(
  {
    seq: Type.Integer({ description: 'Its place in the chain' }),
    ts: epochMs('When'),
    act: Type.Unsafe<ActCode>(Type.Enum(Object.keys(actCodes))),
    by: Type.Object(
      {
        sort: Type.Enum(['person', 'key', 'command', 'nobody', 'platform']),
        id: nullable(Type.String()),
        name: Type.String(),
        address: Type.String({ description: 'From where; `local`: a command on the server' }),
      },
      { description: 'Who' },
    ),
    subject: nullable(
      Type.Object({ id: Type.String(), name: Type.String() }, { description: 'To whom or what' }),
    ),
    before: changed,
    after: changed,
    why: Type.Optional(nullable(Type.String({ description: 'In the words of whoever did it' }))),
    undoes: Type.Optional(Type.Integer({ description: 'Number of the act that this one undid' })),
  },
  { $id: 'Act' },
)
export type ActResource = Readonly<Static<typeof actResource>>
