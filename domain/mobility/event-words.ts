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
