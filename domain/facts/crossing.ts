import Type, { type Static } from 'typebox'
import { crossingReasons } from '../alarms/crossing-reason.ts'
import { authority, deviceId, epochMs, flag, level, nullable, origin } from '../wire/blocks.ts'
import type { RecordOf } from './archive-record.ts'
import { declareFact } from './fact.ts'

const schema = Type.Object({
  device: deviceId,
  kind: Type.String(),
  ts: epochMs('Time of the reading that crossed'),
  received_ts: epochMs('Time of receipt'),
  place_ts: epochMs('Where it stands in time: of a wrong clock, the receipt of its reading'),
  from_level: level,
  to_level: level,
  direction: Type.Enum(['raised', 'cleared']),
  field: Type.String(),
  value: Type.Number(),
  threshold: Type.Number({
    description: "The threshold that was reached, or left, in the field's unit",
  }),
  threshold_key: Type.String(),
  authority,
  /** That of the value alone, whatever the rest of the reading was. */
  flag,
  origin,
  found: Type.Enum(['live', 'later'], {
    description: '`live`: it raised or cleared the alarm too; `later`: it entered the record only',
  }),
  confirmed: Type.Boolean({ description: 'False while only one doubtful value speaks for it' }),
  confirms: nullable(
    Type.Integer({
      description:
        'Number of the crossing that this one makes sure, or raises or clears an alarm for',
    }),
  ),
  withdraws: nullable(
    Type.Integer({ description: 'Number of the crossing that this one takes back' }),
  ),
  reason: nullable(
    Type.Enum([...crossingReasons], {
      description: 'Why the level changed other than by a newer reading',
    }),
  ),
})
export type Crossing = Static<typeof schema>

/** A crossing with its number: a hole means that one is missing. */
export type StoredCrossing = Crossing & { crossing_seq: number }

/** A crossing of a level in the archive. */
export const crossingRecord = {
  name: 'crossing',
  channel: 'reading',
  tags: ['device', 'origin'],
  time: 'ts',
  own: {
    crossing_seq: 'integer',
    from_level: 'integer',
    to_level: 'integer',
    direction: 'text',
    kind: 'text',
    field: 'text',
    value: 'number',
    threshold: 'number',
    threshold_key: 'text',
    authority: 'text',
    flag: 'integer',
    received_ts: 'integer',
    found: 'text',
    confirms: 'integer',
    withdraws: 'integer',
    reason: 'text',
    place_ts: 'integer',
  },
  derived: {
    confirmed: {
      type: 'integer',
      of: ({ confirmed }) => (confirmed ? 1 : 0),
      restore: (value) => value === 1,
    },
  },
  identity: { by: 'number', field: 'crossing_seq' },
} as const satisfies RecordOf<StoredCrossing>

/**
 * A gauge's level changed: `raised` when `to_level` is higher, else `cleared`. Crossings are only
 * ever added. One that `withdraws` another leads back to where that one came from: together they
 * leave the record. One that `confirms` another is no second crossing: that one is sure from then
 * on, or an alarm is raised or cleared for what the record knew already.
 */
export const crossing = declareFact({
  name: 'crossing',
  schema,
  key: { type: 'number', as: 'crossing_seq', withdraws: 'withdraws', confirms: 'confirms' },
  time: 'ts',
  keeping: 'records',
  list: {
    path: 'crossings',
    order: 'number',
    needs: 'public.read',
    summary: 'Levels reached and left, newest first',
    tag: 'alarms',
    item: 'Crossing',
    pageSize: 100,
    csv: [
      { field: 'crossing_seq', label: { ja: '通し番号', en: 'Number' } },
      { field: 'device', label: { ja: '機器', en: 'Device' } },
      { field: 'kind', label: { ja: '種類', en: 'Kind' } },
      { field: 'ts', label: { ja: '観測時刻', en: 'Time of the device' } },
      { field: 'received_ts', label: { ja: '受信時刻', en: 'Time of receipt' } },
      { field: 'place_ts', label: { ja: '到達・解除時刻', en: 'Time it counts from' } },
      { field: 'from_level', label: { ja: '前の段階', en: 'Level before' } },
      { field: 'to_level', label: { ja: '後の段階', en: 'Level after' } },
      { field: 'direction', label: { ja: '上昇・低下', en: 'Raised or cleared' } },
      { field: 'field', label: { ja: '項目', en: 'Field' } },
      { field: 'value', label: { ja: '観測値', en: 'Value' } },
      { field: 'threshold', label: { ja: '基準値', en: 'Threshold' } },
      { field: 'threshold_key', label: { ja: '基準', en: 'Which threshold' } },
      { field: 'authority', label: { ja: '基準の設定者', en: 'Set by' } },
      { field: 'flag', label: { ja: '品質', en: 'Quality flag' } },
      { field: 'found', label: { ja: '判明', en: 'Found' } },
      { field: 'confirmed', label: { ja: '確認済み', en: 'Confirmed' } },
      { field: 'confirms', label: { ja: '確認した記録', en: 'Confirms number' } },
      { field: 'withdraws', label: { ja: '取り消した記録', en: 'Withdraws number' } },
      { field: 'reason', label: { ja: '変更の理由', en: 'Reason of the change' } },
      { field: 'origin', label: { ja: '由来', en: 'Origin' } },
    ],
  },
  archive: crossingRecord,
})
