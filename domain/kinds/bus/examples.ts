import type { KindExamples } from '../kind.ts'

const ts = 1_795_000_000_000
const at = { lat: 35.96033, lon: 140.31899 }

export const examples: KindExamples = {
  accepted: [
    { name: 'a position', payload: { ts, ...at } },
    {
      name: 'on a trip',
      payload: {
        ts,
        seq: 12,
        boot: 'b3',
        ...at,
        speed_mps: 11.4,
        heading_deg: 87,
        hdop: 0.9,
        onboard: 2,
        capacity: 8,
        state: 'on_trip',
        trip_id: 't-12',
        next_stop_id: 'stop-kessa',
      },
    },
    {
      name: 'no fix: both null',
      payload: { ts, lat: null, lon: null, onboard: 0, state: 'stopped' },
    },
    { name: 'on the equator, but not at 0/0', payload: { ts, lat: 0, lon: 140.3 } },
    { name: 'impossibly fast: kept, with a flag', payload: { ts, ...at, speed_mps: 80 } },
  ],
  rejected: [
    {
      name: '0/0, a receiver without a fix',
      payload: { ts, lat: 0, lon: 0 },
      code: 'position_zero',
    },
    { name: 'half a position', payload: { ts, lat: 35.96, lon: null }, code: 'position_half' },
    { name: 'the other half', payload: { ts, lat: null, lon: 140.3 }, code: 'position_half' },
    { name: 'no longitude', payload: { ts, lat: 35.96 }, code: 'field_missing' },
    { name: 'no position', payload: { ts, speed_mps: 3 }, code: 'field_missing' },
    { name: 'no time', payload: { ...at }, code: 'ts_missing' },
    {
      name: 'time without offset',
      payload: { ts: '2026-11-18T19:06:40', ...at },
      code: 'ts_without_offset',
    },
    { name: 'degrees in quotes', payload: { ts, lat: '35.96', lon: '140.3' }, code: 'field_type' },
    { name: 'speed in km/h', payload: { ts, ...at, speed_kmh: 40 }, code: 'field_unknown' },
    { name: 'half a passenger', payload: { ts, ...at, onboard: 1.5 }, code: 'field_type' },
    {
      name: 'a state that MDS does not know',
      payload: { ts, ...at, state: 'parked' },
      code: 'field_type',
    },
    {
      name: 'a trip with a space in its id',
      payload: { ts, ...at, trip_id: 'trip 12' },
      code: 'field_type',
    },
    { name: 'the driver’s name', payload: { ts, ...at, driver: 'sato' }, code: 'field_unknown' },
  ],
}
