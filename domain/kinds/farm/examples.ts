import type { KindExamples } from '../kind.ts'

const ts = 1_795_000_000_000

export const examples: KindExamples = {
  accepted: [
    {
      name: 'a paddy',
      payload: {
        ts,
        seq: 3,
        paddy_level_cm: 4.8,
        water_temp_c: 24.1,
        soil_temp_c: 23.5,
        battery_v: 3.61,
        rssi_dbm: -104,
        snr_db: 7.5,
      },
    },
    { name: 'water below the surface', payload: { ts, paddy_level_cm: -8.5 } },
    {
      name: 'an upland field',
      payload: {
        ts,
        boot: 'f9',
        soil_moisture_pct: 24.6,
        soil_ec_ms_cm: 0.62,
        soil_temp_c: 11.2,
        air_temp_c: 8.4,
        humidity_pct: 71,
        solar_w_m2: 412,
        leaf_wet_pct: 0,
      },
    },
    { name: 'frost', payload: { ts, air_temp_c: -3.2 } },
    {
      name: 'measured without a value: the probe did not answer',
      payload: { ts, soil_moisture_pct: null, soil_temp_c: null, battery_v: 3.6 },
    },
    { name: 'hotter than any summer: kept, with a flag', payload: { ts, air_temp_c: 85 } },
  ],
  rejected: [
    { name: 'only the battery', payload: { ts, battery_v: 3.6 }, code: 'no_value' },
    { name: 'no time', payload: { soil_temp_c: 11 }, code: 'ts_missing' },
    {
      name: 'time in seconds',
      payload: { ts: 1_795_000_000, soil_temp_c: 11 },
      code: 'ts_in_seconds',
    },
    {
      name: 'a battery without a value: leave it out instead',
      payload: { ts, soil_temp_c: 11, battery_v: null },
      code: 'field_type',
    },
    { name: 'a number in quotes', payload: { ts, soil_moisture_pct: '24.6' }, code: 'field_type' },
    { name: 'a word for a number', payload: { ts, soil_moisture_pct: 'dry' }, code: 'field_type' },
    { name: 'a name without a unit', payload: { ts, soil_moisture: 24.6 }, code: 'field_unknown' },
    {
      name: 'a value inside an object',
      payload: { ts, soil_temp_c: { value: 11, unit: 'C' } },
      code: 'field_type',
    },
  ],
}
