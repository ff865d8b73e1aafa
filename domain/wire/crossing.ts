import Type, { type Static } from 'typebox'
import { crossingReasons } from '../alarms/crossing-reason.ts'
import { authority, deviceId, epochMs, flag, labels, level, nullable, origin } from './blocks.ts'

/** Of which gauge and threshold a crossing or an alarm is. */
export const crossedThreshold = {
  device: deviceId,
  kind: Type.String(),
  name: labels,
  origin,
  field: Type.String(),
  value: Type.Number(),
  threshold: Type.Number({ description: "In the field's unit" }),
  threshold_key: Type.String(),
  authority,
}

/** What an officer has to know of a change of level. */
export const crossingReason = nullable(
  Type.Enum([...crossingReasons], {
    description:
      'Why the level changed other than by a newer reading; `clock_fault`: the clock of the device ' +
      'is wrong; `lost_unconfirmed`: nothing followed that could confirm it',
  }),
)

/** One item of `GET /v1/crossings`; also sent live. */
export const crossingResource = Type.Object(
  {
    ...crossedThreshold,
    crossing_seq: Type.Integer({
      description:
        'Rises by one for every crossing of the instance: with `all` a hole means one was missed',
    }),
    ts: epochMs('Time of the reading that crossed'),
    received_ts: epochMs('Time of receipt'),
    place_ts: epochMs('Where it stands in time: of a wrong clock, the receipt of its reading'),
    // Of that reading when it came: a suspect one raises too, and has to look like it.
    flag,
    from_level: level,
    to_level: level,
    direction: Type.Enum(['raised', 'cleared']),
    found: Type.Enum(['live', 'later'], {
      description:
        '`live`: it raised or cleared the alarm too; `later`: it entered the record only',
    }),
    confirmed: Type.Boolean({ description: 'False while only one doubtful value speaks for it' }),
    confirms: nullable(
      Type.Integer({ description: 'The `crossing_seq` that this one makes sure' }),
    ),
    withdraws: nullable(
      Type.Integer({ description: 'The `crossing_seq` that this one takes back' }),
    ),
    reason: crossingReason,
  },
  { $id: 'Crossing' },
)
export type CrossingResource = Static<typeof crossingResource>
