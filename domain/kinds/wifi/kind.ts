import Type from 'typebox'
import { defineKind } from '../kind.ts'
import { count } from '../quantity.ts'
import { examples } from './examples.ts'
import { simulate } from './simulate.ts'

const minute = 60_000

// Words that need no plural: one of them is "1 connected".
const connected = { ja: '台', en: 'connected' }
const accessPoints = { ja: '台', en: 'AP' }

/**
 * Associated clients of a public facility's access points. Counts only: no field exists that
 * could hold a MAC address, so none can ever be stored.
 */
export const wifi = defineKind({
  id: 'wifi',
  title: { ja: '公共施設Wi-Fi', en: 'Public facility Wi-Fi' },
  payload: Type.Object({
    clients: count({
      unit: '台',
      unit_label: connected,
      label: { ja: '接続台数', en: 'Clients now' },
      minimum: 0,
      maximum: 5_000,
    }),
    window_s: count({
      unit: 's',
      label: { ja: '集計の時間幅', en: 'Window' },
      minimum: 1,
      maximum: 86_400,
    }),
    clients_max: Type.Optional(
      count({
        unit: '台',
        unit_label: connected,
        label: { ja: '最大接続台数', en: 'Most clients in the window' },
        minimum: 0,
        maximum: 5_000,
      }),
    ),
    aps_up: Type.Optional(
      count({
        unit: '台',
        unit_label: accessPoints,
        label: { ja: '稼働中のAP', en: 'Access points up' },
        minimum: 0,
        maximum: 500,
      }),
    ),
    aps_total: Type.Optional(
      count({
        unit: '台',
        unit_label: accessPoints,
        label: { ja: 'AP総数', en: 'Access points' },
        minimum: 0,
        maximum: 500,
      }),
    ),
  }),
  position: 'fixed',
  reporting: { everyMs: { normal: 5 * minute }, defaultMode: 'normal' },
  map: {
    mark: 'place',
    headline: 'clients',
    icon: 'M4 10c4.4-4.4 11.6-4.4 16 0M7 13.5c2.8-2.8 7.2-2.8 10 0M10 17c1.1-1.1 2.9-1.1 4 0M12 20v.01',
  },
  simulate,
  examples,
})
