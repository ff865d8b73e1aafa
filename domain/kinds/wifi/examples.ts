import type { KindExamples } from '../kind.ts'

const ts = 1_795_000_000_000

export const examples: KindExamples = {
  accepted: [
    { name: 'clients now, over five minutes', payload: { ts, clients: 37, window_s: 300 } },
    {
      name: 'with the most in the window and the access points',
      payload: {
        ts,
        seq: 7,
        boot: 'c1',
        clients: 37,
        window_s: 300,
        clients_max: 44,
        aps_up: 5,
        aps_total: 6,
      },
    },
    { name: 'nobody there: zero is a value', payload: { ts, clients: 0, window_s: 60 } },
    {
      name: 'more than the facility can hold: kept, with a flag',
      payload: { ts, clients: 9_000, window_s: 300 },
    },
  ],
  rejected: [
    { name: 'no count', payload: { ts, window_s: 300 }, code: 'field_missing' },
    { name: 'no window', payload: { ts, clients: 37 }, code: 'field_missing' },
    { name: 'no time', payload: { clients: 37, window_s: 300 }, code: 'ts_missing' },
    {
      name: 'time in seconds',
      payload: { ts: 1_795_000_000, clients: 37, window_s: 300 },
      code: 'ts_in_seconds',
    },
    { name: 'half a client', payload: { ts, clients: 36.5, window_s: 300 }, code: 'field_type' },
    { name: 'fewer than nobody', payload: { ts, clients: -1, window_s: 300 }, code: 'field_type' },
    {
      name: 'unknown count as null',
      payload: { ts, clients: null, window_s: 300 },
      code: 'field_type',
    },
    {
      name: 'a number in quotes',
      payload: { ts, clients: '37', window_s: 300 },
      code: 'field_type',
    },
    {
      name: 'a MAC address: no field can hold one',
      payload: { ts, clients: 1, window_s: 300, mac: '02:00:5e:10:00:01' },
      code: 'field_unknown',
    },
    {
      name: 'a list of clients',
      payload: { ts, clients: ['a', 'b'], window_s: 300 },
      code: 'field_type',
    },
    {
      name: 'the name of a person',
      payload: { ts, clients: 1, window_s: 300, user: 'sato' },
      code: 'field_unknown',
    },
  ],
}
