import Type, { type Static } from 'typebox'
import { quarantinePayloadMax } from '../payload/quarantine.ts'
import { declareFact } from './fact.ts'
import { epochMs, nullable } from '../wire/blocks.ts'

/** What could not be stored as a reading or event, kept with the reason. */
export const quarantine = declareFact({
  name: 'quarantine',
  schema: Type.Object({
    device: Type.String({
      description: 'Sender; empty, as is `kind`, where none is registered for the uplink',
    }),
    kind: Type.String(),
    channel: Type.Enum(['reading', 'status', 'event']),
    via: Type.Enum(['mqtt', 'http', 'bridge', 'archive'], {
      description: 'archive: stored here as it should be, and refused there',
    }),
    received_ts: epochMs('Time of receipt'),
    code: Type.String(),
    detail: Type.String(),
    index: nullable(
      Type.Integer({ description: 'Within the array that carried it; null for a whole payload' }),
    ),
    payload: Type.String({ description: 'The refused text, or its beginning' }),
    uplink: Type.Optional(
      Type.Object(
        { source: Type.String(), address: Type.String() },
        { description: 'Where a bridge had it from' },
      ),
    ),
  }),
  key: { type: 'number', as: 'id' },
  time: 'received_ts',
  keeping: 'quarantine',
  cutAt: { detail: quarantinePayloadMax, payload: quarantinePayloadMax },
  list: {
    path: 'quarantine',
    order: 'number',
    needs: 'quarantine.read',
    summary: 'Refused payloads with their reasons, newest first',
    tag: 'operation',
    item: 'QuarantineEntry',
    pageSize: 100,
    csv: [
      { field: 'id', label: { ja: '通し番号', en: 'Number' } },
      { field: 'device', label: { ja: '機器', en: 'Device' } },
      { field: 'kind', label: { ja: '種類', en: 'Kind' } },
      { field: 'channel', label: { ja: '送信の種類', en: 'Channel' } },
      { field: 'via', label: { ja: '経路', en: 'Came by' } },
      { field: 'received_ts', label: { ja: '受信時刻', en: 'Time of receipt' } },
      { field: 'code', label: { ja: '理由', en: 'Code' } },
      { field: 'detail', label: { ja: '説明', en: 'Detail' } },
      { field: 'index', label: { ja: '配列内の位置', en: 'Place in the array' } },
      { field: 'payload', label: { ja: '受信した内容', en: 'Payload' } },
      { field: 'uplink.source', label: { ja: '中継元', en: 'Bridge source' } },
      { field: 'uplink.address', label: { ja: '中継元での番号', en: 'Address there' } },
    ],
  },
})
export type Quarantined = Static<typeof quarantine.schema>
