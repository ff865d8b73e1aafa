import Type from 'typebox'
import { count, refusalWords } from './blocks.ts'

/** What `POST /v1/readings` answers once everything is on disk. */
export const receipt = Type.Object(
  {
    accepted: count(),
    duplicates: count(),
    quarantined: Type.Array(Type.Object({ index: Type.Integer(), ...refusalWords })),
  },
  { $id: 'Receipt' },
)
