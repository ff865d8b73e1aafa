import Type, { type Static } from 'typebox'
import { capabilities } from '../access/capabilities.ts'
import { nullable } from './blocks.ts'

/** `POST /v1/session`: the token of an operator link. */
export const sessionRequest = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 256, description: 'Of an operator link' }) },
  { additionalProperties: false },
)

/** `GET /v1/session`: who reads this page, and what they may do. */
export const sessionResource = Type.Object(
  {
    person: nullable(
      Type.Object(
        { id: Type.String(), name: Type.String() },
        {
          description: 'Null where the city is open to whoever asks',
        },
      ),
    ),
    capabilities: Type.Array(Type.Enum([...capabilities])),
  },
  { $id: 'Session' },
)
export type SessionResource = Static<typeof sessionResource>
