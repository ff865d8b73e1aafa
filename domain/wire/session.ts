import Type, { type Static } from 'typebox'
import { capabilities } from '../access/capabilities.ts'
import { roles } from '../access/roles.ts'
import { epochMs, nullable } from './blocks.ts'

/** Longer than any password that may be chosen, so that a wrong one is wrong and never malformed. */
const secretText = (description: string) => Type.String({ maxLength: 4_096, description })

/** `POST /v1/session`: a name and its password, or the token of an operator link. */
export const sessionRequest = Type.Union([
  Type.Object(
    { name: secretText('Name to log in with'), password: secretText('Its password') },
    { additionalProperties: false },
  ),
  Type.Object(
    { token: Type.String({ minLength: 1, maxLength: 256, description: 'Of an operator link' }) },
    { additionalProperties: false },
  ),
])

/** `POST /v1/setup`: the first person, with all roles. */
export const setUpRequest = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 256, description: 'Of the set-up link' }),
    name: secretText('Name to log in with'),
    display_name: secretText('Name that others see'),
    password: secretText('12 characters or more'),
  },
  { additionalProperties: false },
)

/** `PUT /v1/session/password`: one's own. */
export const passwordRequest = Type.Object(
  { current: secretText('The password until now'), password: secretText('The new one') },
  { additionalProperties: false },
)

export const roleList = Type.Array(Type.Enum([...roles]), { minItems: 1, uniqueItems: true })

/** `GET /v1/session`: who reads this page, and what they may do. */
export const sessionResource = Type.Object(
  {
    person: nullable(
      Type.Object(
        {
          id: Type.String(),
          name: Type.String(),
          display_name: Type.String(),
          roles: Type.Array(Type.Enum([...roles])),
          has_password: Type.Boolean({
            description: 'False for a link, and for somebody simulated',
          }),
          password_to_change: Type.Boolean({ description: 'Somebody else chose it' }),
        },
        { description: 'Null where the city is open to whoever asks' },
      ),
    ),
    capabilities: Type.Array(Type.Enum([...capabilities])),
    expires_at: nullable(
      Type.String({ format: 'date-time', description: 'If it is not used before; null: open end' }),
    ),
  },
  { $id: 'Session' },
)
export type SessionResource = Static<typeof sessionResource>

/** One line of `GET /v1/sessions`. */
export const openSession = Type.Object(
  {
    id: Type.String(),
    person: Type.Object({ id: Type.String(), name: Type.String() }),
    begun_ts: epochMs('Log-in'),
    used_ts: epochMs('Last request'),
    expires_ts: epochMs('End, if it is not used before'),
    address: Type.String({ description: 'Where the log-in came from' }),
    agent: Type.String({ description: 'What the browser calls itself' }),
    current: Type.Boolean({ description: 'The one that asks' }),
  },
  { $id: 'OpenSession' },
)
export type OpenSession = Static<typeof openSession>
