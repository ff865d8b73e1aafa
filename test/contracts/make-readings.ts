import { plainCrossing } from '#test/support/plain-crossing.ts'
import type { CommitItem, Outcome } from '#domain/commit.ts'
import type { Crossing } from '#domain/facts/crossing.ts'
import type { CityEvent } from '#domain/facts/event.ts'
import type { Quarantined } from '#domain/facts/quarantine.ts'
import type { DeviceStatus } from '#domain/facts/status.ts'
import type { Reading } from '#domain/readings/reading.ts'

/** 2026-07-01 00:00 in Japan, the first moment of most stories here. */
export const t0 = Date.UTC(2026, 5, 30, 15)
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const page = { limit: 10_000 }
export const always = { from: 0, to: t0 + 3_650 * day }

export const names: Record<Outcome, string> = {
  0: 'stored',
  1: 'duplicate',
  2: 'revision',
  3: 'addition',
}

/** Limits that delete nothing. */
export const keepAll = {
  readingsBeforeTs: 0,
  quarantineBeforeTs: 0,
  recordsBeforeTs: 0,
  reduceBeforeTs: 0,
  journalUpToSeq: 0,
}

/** A gauge's reading with everything that a story doesn't care about filled in. */
export function makeReading(part: Partial<Reading> = {}): Reading {
  const ts = part.ts ?? t0
  return {
    kind: 'flood',
    device: 'gauge-1',
    ts,
    received_ts: ts + 40,
    place_ts: ts,
    seq: 7,
    boot: null,
    origin: 'field',
    flag: 1,
    reasons: [],
    values: { level_m: 1.25 },
    ...part,
  }
}

export const reading = (part: Partial<Reading> = {}): CommitItem => ({
  type: 'reading',
  reading: makeReading(part),
})

/** Readings of one gauge: level by time. */
export const levels = (byTs: readonly (readonly [ts: number, level_m: number | null])[]) =>
  byTs.map(([ts, level_m]) => reading({ ts, values: { level_m } }))

export function makeEvent(part: Partial<CityEvent> = {}): CityEvent {
  const ts = part.ts ?? t0
  return {
    kind: 'bus',
    device: 'bus-1',
    event_id: 'e-1',
    type: 'pickup',
    ts,
    received_ts: ts + 30,
    seq: null,
    boot: null,
    origin: 'field',
    flag: 1,
    reasons: [],
    body: { event_id: 'e-1', type: 'pickup', ts, passengers: 2 },
    ...part,
  }
}

export const event = (part: Partial<CityEvent> = {}): CommitItem => ({
  type: 'event',
  record: makeEvent(part),
})

export function makeQuarantined(part: Partial<Quarantined> = {}): Quarantined {
  return {
    device: 'gauge-1',
    kind: 'flood',
    channel: 'reading',
    via: 'mqtt',
    received_ts: t0,
    code: 'payload_not_json',
    detail: 'Unexpected end of JSON input',
    index: null,
    payload: '{"ts":',
    ...part,
  }
}

export const quarantine = (part: Partial<Quarantined> = {}): CommitItem => ({
  type: 'quarantine',
  record: makeQuarantined(part),
})

export function makeCrossing(part: Partial<Crossing> = {}): Crossing {
  return {
    device: 'gauge-1',
    kind: 'flood',
    ts: t0,
    received_ts: t0 + 40,
    place_ts: t0,
    from_level: 0,
    to_level: 2,
    direction: 'raised',
    field: 'level_m',
    value: 2.5,
    threshold: 2.4,
    threshold_key: 'caution',
    authority: 'local',
    flag: 1,
    origin: 'field',
    ...plainCrossing,
    ...part,
  }
}

export const crossing = (part: Partial<Crossing> = {}): CommitItem => ({
  type: 'crossing',
  record: makeCrossing(part),
})

export const status = (part: Partial<DeviceStatus> = {}): CommitItem => ({
  type: 'status',
  record: { kind: 'flood', device: 'gauge-1', online: true, received_ts: t0, ...part },
})

export const verdict = (
  part: Partial<Extract<CommitItem, { type: 'verdict' }>['record']> = {},
): CommitItem => ({
  type: 'verdict',
  record: {
    kind: 'flood',
    device: 'gauge-1',
    ts: t0,
    flag: 4,
    reasons: ['corrected'],
    author: 'officer',
    note: '清掃中の値',
    at_ts: t0 + hour,
    ...part,
  },
})

export const checkpoint = (
  consumer: string,
  seq: number,
  entries: readonly { key: string; value: unknown }[] = [],
): CommitItem => ({ type: 'checkpoint', checkpoint: { consumer, seq, entries } })
