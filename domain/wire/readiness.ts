import Type from 'typebox'

/** `GET /readyz`. */
export const readiness = Type.Object({
  ready: Type.Boolean(),
  reasons: Type.Array(Type.String(), { description: 'Why not; empty where ready' }),
  warnings: Type.Optional(
    Type.Array(Type.String(), { description: 'What a person should look at all the same' }),
  ),
})
