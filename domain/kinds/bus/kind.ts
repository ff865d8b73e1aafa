import Type from 'typebox'
import { defineKind } from '../kind.ts'
import { count, identifier, nullableQuantity, quantity, word } from '../quantity.ts'
import { examples } from './examples.ts'
import { refusePosition } from '../../readings/position.ts'
import { simulate } from './simulate.ts'

// Words that need no plural: one of them is "1 on board".
const onBoard = { ja: '人', en: 'on board' }
const places = { ja: '人', en: 'places' }

/** Demand-responsive (DRT) buses. `state` holds the vehicle states of MDS 2.0 passenger-services. */
export const bus = defineKind({
  id: 'bus',
  title: { ja: 'デマンドバス', en: 'Demand-responsive bus' },
  payload: Type.Object({
    lat: nullableQuantity({
      unit: '°',
      label: { ja: '緯度', en: 'Latitude' },
      minimum: -90,
      maximum: 90,
      decimals: 5,
    }),
    lon: nullableQuantity({
      unit: '°',
      label: { ja: '経度', en: 'Longitude' },
      minimum: -180,
      maximum: 180,
      decimals: 5,
    }),
    speed_mps: Type.Optional(
      quantity({
        unit: 'm/s',
        label: { ja: '速度', en: 'Speed' },
        minimum: 0,
        maximum: 50,
        decimals: 1,
      }),
    ),
    heading_deg: Type.Optional(
      quantity({
        unit: '°',
        label: { ja: '方位', en: 'Heading' },
        minimum: 0,
        maximum: 360,
        decimals: 0,
      }),
    ),
    hdop: Type.Optional(
      quantity({
        unit: '',
        label: { ja: '測位精度HDOP', en: 'HDOP' },
        minimum: 0,
        maximum: 100,
        decimals: 1,
      }),
    ),
    onboard: Type.Optional(
      count({
        unit: '人',
        unit_label: onBoard,
        label: { ja: '乗車人数', en: 'On board' },
        minimum: 0,
        maximum: 100,
      }),
    ),
    capacity: Type.Optional(
      count({
        unit: '人',
        unit_label: places,
        label: { ja: '定員', en: 'Capacity' },
        minimum: 0,
        maximum: 100,
      }),
    ),
    state: Type.Optional(
      word({
        label: { ja: '状態', en: 'State' },
        words: {
          available: { ja: '空車', en: 'available' },
          reserved: { ja: '迎車中', en: 'on the way to a pick-up' },
          on_trip: { ja: '運行中', en: 'on trip' },
          stopped: { ja: '停車中', en: 'stopped' },
          non_operational: { ja: '営業外', en: 'not in service' },
          non_contactable: { ja: '通信不能', en: 'not reachable' },
          elsewhere: { ja: '区域外', en: 'outside the area' },
          removed: { ja: '離脱', en: 'removed' },
        },
      }),
    ),
    trip_id: Type.Optional(identifier({ label: { ja: '便', en: 'Trip' } })),
    next_stop_id: Type.Optional(identifier({ label: { ja: '次の停留所', en: 'Next stop' } })),
  }),
  refine: refusePosition,
  measures: { heading_deg: { type: 'direction' } },
  together: [['lat', 'lon']],
  position: 'moving',
  reporting: { everyMs: { normal: 10_000 }, defaultMode: 'normal' },
  checks: { speed_mps: { softRange: { min: 0, max: 33.3 } } },
  track: {
    // 180 km/h, as the speed itself: no bus on any road.
    speedMaxMps: 50,
    // A dilution of 10 is "moderate" at best: some 50 m off with a usual receiver; 20 is no fix.
    precision: { field: 'hdop', max: 20 },
    load: { field: 'onboard', limit: 'capacity' },
    // A trip is one vehicle's. Where it breaks down, another one has the trip after some minutes.
    exclusive: { field: 'trip_id', withinMs: 10 * 60_000 },
  },
  map: {
    mark: 'vehicle',
    headline: 'onboard',
    icon: 'M5 4h14a1 1 0 0 1 1 1v12H4V5a1 1 0 0 1 1-1ZM4 11h16M8 17v2M16 17v2M8 14h.01M16 14h.01',
  },
  events: true,
  simulate,
  examples,
})
