import Type from 'typebox'
import { defineKind } from '../kind.ts'
import { nullableQuantity, quantity } from '../quantity.ts'
import { examples } from './examples.ts'
import { simulate } from './simulate.ts'

const minute = 60_000

/**
 * Field and paddy sensors. Paddy water level is signed: 0 = soil surface, negative = below it
 * (alternate wetting and drying). Soil EC is the bulk value.
 */
export const farm = defineKind({
  id: 'farm',
  title: { ja: '農地センサー', en: 'Farm sensors' },
  payload: Type.Object({
    soil_moisture_pct: Type.Optional(
      nullableQuantity({
        unit: '%',
        label: { ja: '土壌水分', en: 'Soil moisture' },
        minimum: 0,
        maximum: 100,
        decimals: 1,
      }),
    ),
    soil_temp_c: Type.Optional(
      nullableQuantity({
        unit: '℃',
        label: { ja: '地温', en: 'Soil temperature' },
        minimum: -40,
        maximum: 80,
        decimals: 1,
      }),
    ),
    soil_ec_ms_cm: Type.Optional(
      nullableQuantity({
        unit: 'mS/cm',
        label: { ja: '土壌EC', en: 'Soil EC' },
        minimum: 0,
        maximum: 20,
        decimals: 2,
      }),
    ),
    air_temp_c: Type.Optional(
      nullableQuantity({
        unit: '℃',
        label: { ja: '気温', en: 'Air temperature' },
        minimum: -40,
        maximum: 60,
        decimals: 1,
      }),
    ),
    humidity_pct: Type.Optional(
      nullableQuantity({
        unit: '%',
        label: { ja: '湿度', en: 'Humidity' },
        minimum: 0,
        maximum: 100,
        decimals: 0,
      }),
    ),
    paddy_level_cm: Type.Optional(
      nullableQuantity({
        unit: 'cm',
        label: { ja: '田面水位', en: 'Paddy water level' },
        minimum: -50,
        maximum: 100,
        decimals: 1,
      }),
    ),
    water_temp_c: Type.Optional(
      nullableQuantity({
        unit: '℃',
        label: { ja: '水温', en: 'Water temperature' },
        minimum: -5,
        maximum: 60,
        decimals: 1,
      }),
    ),
    solar_w_m2: Type.Optional(
      nullableQuantity({
        unit: 'W/m²',
        label: { ja: '日射', en: 'Solar radiation' },
        minimum: 0,
        maximum: 1600,
        decimals: 0,
      }),
    ),
    leaf_wet_pct: Type.Optional(
      nullableQuantity({
        unit: '%',
        label: { ja: '葉のぬれ', en: 'Leaf wetness' },
        minimum: 0,
        maximum: 100,
        decimals: 0,
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
  requireOneOf: [
    'soil_moisture_pct',
    'soil_temp_c',
    'soil_ec_ms_cm',
    'air_temp_c',
    'humidity_pct',
    'paddy_level_cm',
    'water_temp_c',
    'solar_w_m2',
    'leaf_wet_pct',
  ],
  position: 'fixed',
  reporting: { everyMs: { normal: 10 * minute }, defaultMode: 'normal' },
  checks: {
    air_temp_c: { softRange: { min: -15, max: 42 }, stepPer10Min: 8 },
    soil_temp_c: { stepPer10Min: 4 },
    soil_moisture_pct: { softRange: { min: 2, max: 70 } },
    paddy_level_cm: { stepPer10Min: 8 },
  },
  map: {
    mark: 'field',
    headline: 'soil_moisture_pct',
    icon: 'M12 21V10M12 14c-4 0-6-2-6-6 4 0 6 2 6 6ZM12 11c0-4 2-6 6-6 0 4-2 6-6 6ZM5 21h14',
  },
  simulate,
  examples,
})
