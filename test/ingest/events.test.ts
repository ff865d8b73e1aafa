import { describe, expect, it } from 'vitest'
import { nowhere } from '#domain/city/service-area.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import { riderKeptMs } from '#domain/mobility/reduce-rider.ts'
import { Judges } from '#ingest/judge/judges.ts'
import { createReception } from '#ingest/reception.ts'

const now = Date.UTC(2026, 10, 29, 23)
const minute = 60_000
const hour = 60 * minute

const bus: Device = {
  id: 'bus-1',
  kind: 'bus',
  name: { ja: '一号車', en: 'Bus 1' },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
}
const desk: Device = { ...bus, id: 'desk-1', role: 'desk' }

const pickup = {
  event_id: 'r1-pickup',
  ts: now,
  type: 'pickup',
  request_id: 'r1',
  stop_id: 'S1',
  passengers: 2,
}
const request = {
  ...pickup,
  event_id: 'r1-request',
  type: 'request',
  ts: now - hour,
  to_stop_id: 'S2',
  requested_ts: now - hour,
}

/** A city with two stops; gives verdict or refusal of what one device after another sends. */
function openCity() {
  const judges = new Judges(kinds, { ...nowhere, stops: new Set(['S1', 'S2']) })
  const reception = createReception({
    kinds,
    judges,
    keptMs: () => 30 * 24 * hour,
    recordsMs: 5 * 366 * 24 * hour,
  })
  return (sent: object, device = bus, receivedTs = now) => {
    const payload = Buffer.from(JSON.stringify(sent))
    const incoming = { device, payload, channel: 'event', via: 'mqtt', bestEffort: false } as const
    const { entries, refused } = reception.receive(incoming, receivedTs)
    const [entry] = entries
    if (refused[0]) return refused[0]
    if (entry?.type !== 'event') throw new Error('no event')
    return entry.record
  }
}

describe('an event', () => {
  it('passes where nothing is wrong with it', () => {
    const send = openCity()
    for (const sent of [
      request,
      { ...pickup, type: 'quote', event_id: 'q', promised_ts: now - 10 * minute, ts: now - hour },
      pickup,
      { ...pickup, type: 'dropoff', event_id: 'd', ts: now + minute, stop_id: 'S2' },
      { event_id: 'b', ts: now, type: 'break_start' },
      {
        event_id: 'c',
        ts: now,
        type: 'provider_cancellation',
        request_id: 'r2',
        reason: 'weather',
      },
    ]) {
      expect(send(sent)).toMatchObject({ flag: 1, reasons: [] })
    }
  })

  it.each([
    ['nine hours ahead', { ...pickup, ts: now + 9 * hour }, ['clock_future']],
    ['at an unknown stop', { ...pickup, stop_id: 'S9' }, ['stop_unknown:stop_id']],
    [
      'bare',
      { event_id: 'e', ts: now, type: 'pickup' },
      ['incomplete:request_id', 'incomplete:stop_id', 'incomplete:passengers'],
    ],
    ['without a destination', { ...request, to_stop_id: undefined }, ['incomplete:to_stop_id']],
    ['with more children than people', { ...pickup, children: 3 }, ['contradiction:passengers']],
    [
      'promised before it was asked',
      { ...request, promised_ts: now - 2 * hour },
      ['order:promised_ts'],
    ],
    ['wished for before it was asked', { ...request, wished_ts: 0 }, ['order:wished_ts']],
    [
      'asked for after it happened',
      { ...pickup, requested_ts: now + hour },
      ['order:requested_ts'],
    ],
  ])('%s is suspect and says why', (_, sent, reasons) => {
    expect(openCity()(sent)).toMatchObject({ flag: 3, reasons })
  })

  it('is judged against what is known of its request, whoever reported that', () => {
    const send = openCity()
    send({ ...request, vehicle: 'bus-1' }, desk)
    const early = { ...pickup, event_id: 'early', ts: now - 2 * hour }
    expect(send(early)).toMatchObject({ flag: 3, reasons: ['order:ts'] })
    const later = openCity()
    later({ ...request, vehicle: 'bus-1' }, desk)
    expect(later({ ...pickup, promised_ts: now - 2 * hour })).toMatchObject({
      reasons: ['order:promised_ts'],
    })
  })

  it('is out of order as a drop-off before its pick-up, or after the rider did not come', () => {
    const send = openCity()
    send(pickup)
    const dropoff = { ...pickup, event_id: 'd', type: 'dropoff', ts: now - minute }
    expect(send(dropoff)).toMatchObject({ flag: 3, reasons: ['order:ts'] })
    const other = openCity()
    other({ ...pickup, type: 'no_show' })
    expect(other({ ...pickup, event_id: 'p' })).toMatchObject({ reasons: ['order:type'] })
  })

  it('of another id is a second pick-up; the same with other passengers is a revision', () => {
    const send = openCity()
    send(pickup)
    expect(send({ ...pickup, passengers: 3 })).toMatchObject({ flag: 1, body: { passengers: 3 } })
    expect(send({ ...pickup, event_id: 'again' })).toMatchObject({ reasons: ['order:type'] })
  })

  it('with a clock ahead is before and after nothing', () => {
    const send = openCity()
    send({ ...pickup, ts: now + 9 * hour })
    expect(send({ ...pickup, event_id: 'd', type: 'dropoff' })).toMatchObject({ flag: 1 })
  })
})

describe('the age of an event', () => {
  it('goes by the years of records, not by the days of readings', () => {
    const send = openCity()
    expect(send({ ...pickup, ts: now - 400 * 24 * hour })).toMatchObject({ flag: 1 })
    expect(send({ ...pickup, ts: now - 6 * 366 * 24 * hour })).toMatchObject({ code: 'too_old' })
    expect(send({ ...pickup, ts: 0 })).toMatchObject({ code: 'too_old' })
  })

  it('is refused before 2015, however long records are kept', () => {
    const judges = new Judges(kinds, nowhere)
    const reception = createReception({ kinds, judges, keptMs: () => hour })
    const payload = Buffer.from(JSON.stringify({ ...pickup, ts: Date.UTC(2014, 11, 31) }))
    const via = { channel: 'event', via: 'mqtt', bestEffort: false } as const
    expect(reception.receive({ device: bus, payload, ...via }, now).refused).toMatchObject([
      { code: 'too_old' },
    ])
  })
})

describe('a vehicle', () => {
  it('is its own of a bus, and any of a desk', () => {
    const send = openCity()
    expect(send({ ...pickup, vehicle: 'bus-1' })).toMatchObject({ flag: 1 })
    expect(send({ ...pickup, vehicle: 'bus-2' })).toMatchObject({ code: 'foreign_vehicle' })
    expect(openCity()({ ...pickup, vehicle: 'bus-2' }, desk)).toMatchObject({ flag: 1 })
  })

  it('is what a desk has to name', () => {
    expect(openCity()(pickup, desk)).toMatchObject({ flag: 3, reasons: ['incomplete:vehicle'] })
  })
})

describe('an event of before', () => {
  it('is taken: a text as reason becomes other, and moves to the note', () => {
    const sent = { ...pickup, type: 'refused', reason: '満席のため 090-0000-0000' }
    expect(openCity()(sent)).toMatchObject({
      flag: 1,
      body: { reason: 'other', note: '満席のため 090-0000-0000' },
    })
  })

  it('that comes after 13 months comes without note and door', () => {
    const sent = { ...pickup, lat: 35.95, lon: 140.32, note: '青い屋根' }
    const { stop_id: _, ...door } = sent
    const record = openCity()(door, bus, now + riderKeptMs + 1)
    expect(record).toMatchObject({ body: { mesh: expect.stringMatching(/^\d{10}$/) } })
    expect(JSON.stringify(record)).not.toContain('青い屋根')
  })
})
