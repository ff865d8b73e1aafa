import Type, { type Static } from 'typebox'
import { epochMs, refusalWords } from './blocks.ts'

/** What a door turned away before it came to a payload. */
export const doorRefusal = Type.Object({
  received_ts: epochMs('Time of the refusal'),
  who: Type.String(),
  ...refusalWords,
})
export type DoorRefusal = Static<typeof doorRefusal>
