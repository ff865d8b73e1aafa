import type { Labels } from '../words/labels.ts'

/** What happens to a ride request and to a vehicle's service day. */
export const eventTypes = {
  request: { ja: '予約の依頼', en: 'request' },
  quote: { ja: '配車の回答', en: 'quote' },
  refused: { ja: 'お断り', en: 'refused' },
  pickup: { ja: '乗車', en: 'pick-up' },
  dropoff: { ja: '降車', en: 'drop-off' },
  no_show: { ja: '利用者が現れず', en: 'no-show' },
  passenger_cancellation: { ja: '利用者の取消', en: 'cancelled by the passenger' },
  provider_cancellation: { ja: '運行側の取消', en: 'cancelled by the provider' },
  driver_cancellation: { ja: '乗務員の取消', en: 'cancelled by the driver' },
  service_start: { ja: '運行開始', en: 'service starts' },
  service_end: { ja: '運行終了', en: 'service ends' },
  break_start: { ja: '休憩開始', en: 'break starts' },
  break_end: { ja: '休憩終了', en: 'break ends' },
} as const satisfies Record<string, Labels>
export type EventType = keyof typeof eventTypes

/** What an event may say, beside when and what happened. */
export const eventFields = {
  vehicle: { ja: '車両', en: 'Vehicle' },
  request_id: { ja: '依頼の番号', en: 'Request' },
  trip_id: { ja: '便', en: 'Trip' },
  stop_id: { ja: '乗降場所', en: 'Stop' },
  lat: { ja: '緯度', en: 'Latitude' },
  lon: { ja: '経度', en: 'Longitude' },
  to_stop_id: { ja: '行き先の乗降場所', en: 'Stop to go to' },
  to_lat: { ja: '行き先の緯度', en: 'Latitude to go to' },
  to_lon: { ja: '行き先の経度', en: 'Longitude to go to' },
  passengers: { ja: '人数', en: 'Passengers' },
  adults: { ja: '大人', en: 'Adults' },
  children: { ja: '子ども', en: 'Children' },
  wheelchair: { ja: '車いす', en: 'Wheelchair' },
  booked_by: { ja: '予約の方法', en: 'Booked by' },
  requested_ts: { ja: '依頼の時刻', en: 'Asked at' },
  wished_ts: { ja: '希望の時刻', en: 'Wished for' },
  promised_ts: { ja: '約束の時刻', en: 'Promised for' },
  reason: { ja: '理由', en: 'Reason' },
} as const satisfies Record<string, Labels>

/** Why a request was refused or called off. A list and no text: texts took names and numbers. */
export const eventReasons = {
  no_capacity: { ja: '満席', en: 'no capacity' },
  outside_zone: { ja: '運行区域外', en: 'outside the zone' },
  outside_hours: { ja: '運行時間外', en: 'outside the hours' },
  too_late: { ja: '受付締切後', en: 'asked too late' },
  vehicle_down: { ja: '車両の故障', en: 'vehicle down' },
  weather: { ja: '荒天', en: 'weather' },
  other: { ja: 'その他', en: 'other' },
} as const satisfies Record<string, Labels>
export type EventReason = keyof typeof eventReasons

export const isEventReason = (value: unknown): value is EventReason =>
  typeof value === 'string' && Object.hasOwn(eventReasons, value)
