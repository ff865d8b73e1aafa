import Type from 'typebox'
import { defineKind } from '../kind.ts'
import { count, nullableQuantity, quantity, word } from '../quantity.ts'
import { examples } from './examples.ts'
import { simulate } from './simulate.ts'

const minute = 60_000
const hour = 60 * minute

/**
 * Water level and rain gauges. Crisis-type gauges (危機管理型水位計, MLIT 2018) sleep with one
 * report a day and send every 10 minutes once the water is up, so "late" depends on the mode.
 */
export const flood = defineKind({
  id: 'flood',
  title: { ja: '水位・雨量', en: 'Water level and rain' },
  payload: Type.Object({
    level_m: Type.Optional(
      nullableQuantity({
        unit: 'm',
        label: { ja: '水位', en: 'Water level' },
        minimum: -30,
        maximum: 30,
        decimals: 2,
      }),
    ),
    rain_mm: Type.Optional(
      nullableQuantity({
        unit: 'mm',
        label: { ja: '雨量', en: 'Rain' },
        minimum: 0,
        maximum: 200,
        decimals: 1,
      }),
    ),
    rain_window_s: Type.Optional(
      count({
        unit: 's',
        label: { ja: '雨量の時間幅', en: 'Rain window' },
        minimum: 1,
        maximum: 86_400,
      }),
    ),
    mode: Type.Optional(
      word({
        label: { ja: '観測モード', en: 'Mode' },
        words: {
          calm: { ja: '平常（1日1回）', en: 'calm (once a day)' },
          active: { ja: '観測中（10分ごと）', en: 'active (every 10 min)' },
        },
      }),
    ),
    battery_v: Type.Optional(
      quantity({
        unit: 'V',
        label: { ja: '電池', en: 'Battery' },
        minimum: 0,
        maximum: 60,
        decimals: 2,
      }),
    ),
    rssi_dbm: Type.Optional(
      quantity({
        unit: 'dBm',
        label: { ja: '電波強度', en: 'Signal' },
        minimum: -150,
        maximum: 0,
        decimals: 0,
      }),
    ),
    snr_db: Type.Optional(
      quantity({
        unit: 'dB',
        label: { ja: '信号対雑音比', en: 'Signal to noise' },
        minimum: -40,
        maximum: 40,
        decimals: 1,
      }),
    ),
  }),
  requireOneOf: ['level_m', 'rain_mm'],
  // 10分雨量 where the gauge says nothing else.
  measures: {
    rain_mm: { type: 'amount', window_field: 'rain_window_s', default_window_s: 600 },
  },
  position: 'fixed',
  reporting: {
    everyMs: { calm: 24 * hour, active: 10 * minute },
    defaultMode: 'active',
    modeField: 'mode',
  },
  checks: {
    level_m: {
      stepPer10Min: 0.3,
      still: {
        // Gauges of small rivers resolve 1 to 10 mm.
        epsilon: 0.001,
        afterMs: 6 * hour,
        mode: 'active',
        // One tip of a tipping bucket as it is usual in Japan; a ditch answers within the hour.
        rain: { field: 'rain_mm', atLeast: 0.5, withinM: 10_000, answersWithinMs: hour },
        move: { by: 0.1, withinMs: hour },
      },
    },
    rain_mm: { softRange: { min: 0, max: 50 } },
  },
  levelField: 'level_m',
  isPublic: true,
  map: {
    mark: 'gauge',
    headline: 'level_m',
    icon: 'M2 15c2 0 2-1.5 4-1.5S8 15 10 15s2-1.5 4-1.5 2 1.5 4 1.5 2-1.5 4-1.5M2 20c2 0 2-1.5 4-1.5S8 20 10 20s2-1.5 4-1.5 2 1.5 4 1.5 2-1.5 4-1.5M12 3v7M9 5h3M9 8h3',
  },
  simulate,
  examples,
})
