import type { KindExamples } from '../kind.ts'

const ts = 1_795_000_000_000

export const examples: KindExamples = {
  accepted: [
    {
      name: 'a telemeter with level and rain',
      payload: { ts, seq: 41, level_m: 1.44, rain_mm: 3.5, rain_window_s: 600 },
    },
    {
      name: 'time as RFC 3339 with offset',
      payload: { ts: '2026-11-18T19:06:40+09:00', level_m: 0.31 },
    },
    {
      name: 'level below the crest of the levee',
      payload: { ts, level_m: -1.25, mode: 'active', battery_v: 3.58 },
    },
    {
      name: 'asleep, one report a day',
      payload: {
        ts,
        boot: 'a7',
        seq: 0,
        level_m: -2.1,
        mode: 'calm',
        battery_v: 3.6,
        rssi_dbm: -97,
        snr_db: 7.5,
      },
    },
    { name: 'measured, but no value (欠測)', payload: { ts, level_m: null } },
    { name: 'rain without a value: the gauge did not answer', payload: { ts, rain_mm: null } },
    { name: 'rain only, none fell', payload: { ts, rain_mm: 0 } },
    { name: 'out of the sensor range: kept, with a flag', payload: { ts, level_m: 99 } },
  ],
  rejected: [
    { name: 'neither level nor rain', payload: { ts, battery_v: 3.6 }, code: 'no_value' },
    { name: 'nothing at all', payload: {}, code: 'ts_missing' },
    { name: 'no time', payload: { level_m: 1.2 }, code: 'ts_missing' },
    {
      name: 'time in seconds',
      payload: { ts: 1_795_000_000, level_m: 1.2 },
      code: 'ts_in_seconds',
    },
    {
      name: 'time without offset',
      payload: { ts: '2026-11-18T19:06:40', level_m: 1.2 },
      code: 'ts_without_offset',
    },
    { name: 'time in words', payload: { ts: 'yesterday', level_m: 1.2 }, code: 'ts_invalid' },
    {
      name: 'time with a fraction of a millisecond',
      payload: { ts: ts + 0.5, level_m: 1.2 },
      code: 'ts_invalid',
    },
    { name: 'time as true', payload: { ts: true, level_m: 1.2 }, code: 'ts_invalid' },
    { name: 'a number in quotes', payload: { ts, level_m: '1.2' }, code: 'field_type' },
    { name: 'the text NaN', payload: { ts, level_m: 'NaN' }, code: 'field_type' },
    {
      name: 'a battery without a value: leave it out instead',
      payload: { ts, level_m: 1.2, battery_v: null },
      code: 'field_type',
    },
    {
      name: 'a mode that does not exist',
      payload: { ts, level_m: 1.2, mode: 'alert' },
      code: 'field_type',
    },
    {
      name: 'a window of minus ten minutes',
      payload: { ts, rain_mm: 1, rain_window_s: -600 },
      code: 'field_type',
    },
    { name: 'a counter below zero', payload: { ts, seq: -1, level_m: 1.2 }, code: 'field_type' },
    {
      name: 'an unknown field',
      payload: { ts, level_m: 1.2, colour: 'brown' },
      code: 'field_unknown',
    },
    { name: 'centimetres', payload: { ts, level_cm: 120 }, code: 'field_unknown' },
    {
      name: 'an origin: that is the registry’s to say',
      payload: { ts, level_m: 1.2, origin: 'field' },
      code: 'field_unknown',
    },
    { name: 'a bare number', payload: 1.2, code: 'payload_shape' },
    { name: 'null', payload: null, code: 'payload_shape' },
    { name: 'an array in an array', payload: [[{ ts, level_m: 1.2 }]], code: 'payload_shape' },
    { name: 'an empty array', payload: [], code: 'array_empty' },
  ],
}
