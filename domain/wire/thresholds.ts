import Type, { type Static } from 'typebox'
import { authority, nullable } from './blocks.ts'

const threshold = (description: string) => nullable(Type.Number({ description }))

/** A gauge's thresholds in the unit and datum of its readings; null where it has none. */
export const thresholds = Type.Object({
  standby: threshold('水防団待機水位, flood-fighting standby level'),
  caution: threshold('氾濫注意水位, flood caution level'),
  evac: threshold('避難判断水位, evacuation judgement level'),
  danger: threshold('氾濫危険水位, flood danger level'),
  overflow: threshold('氾濫開始相当水位, overflow level'),
  authority,
  source: nullable(Type.String({ minLength: 1, maxLength: 500 })),
  verified: Type.Boolean(),
  valid_from: nullable(
    Type.String({ format: 'date', description: 'Day from which they hold; null where unknown' }),
  ),
})
export type Thresholds = Readonly<Static<typeof thresholds>>
