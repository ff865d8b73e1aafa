import Type, { type Static } from 'typebox'
import { count, deviceId, epochMs, nullable } from './blocks.ts'

const figures = {
  device: deviceId,
  expected: nullable(
    count(
      'Readings made, as far as the numbering tells: received once, or missing; ' +
        'null for a device without numbers',
    ),
  ),
  received: count(),
  duplicates: count(),
  revised: count(),
  late: count('Readings whose ts was older than the newest one when they came'),
  missing: count('Readings known to be missing, those in holes that are not listed included'),
  restarts: count(),
  first_ts: nullable(epochMs('Oldest reading')),
  last_ts: nullable(epochMs('Newest reading')),
}

/** `GET /v1/devices/{id}/gaps`: what a device skipped, repeated or changed. */
export const gapLedger = Type.Object(
  {
    ...figures,
    ranges: Type.Array(
      Type.Object({
        from_seq: Type.Integer(),
        to_seq: Type.Integer(),
        missing: count('How many of these numbers are missing: all, unless holes were merged'),
        after_ts: epochMs('Reading before the hole'),
        before_ts: epochMs('Reading after the hole'),
      }),
      { description: 'Open holes, newest last; beyond 200 neighbours are one range' },
    ),
  },
  { $id: 'GapLedger' },
)
export type GapLedger = Static<typeof gapLedger>

/** A device in the city's ledger: without the ranges, which its own ledger lists. */
export const gapSummary = Type.Object({
  ...figures,
  open_ranges: count('Open holes that are listed'),
})
export type GapSummary = Static<typeof gapSummary>

/** The ledgers of all devices that ever sent a reading, added up. */
export const cityGapTotal = Type.Object({
  devices: count('Devices that ever sent a reading'),
  unnumbered: count('Of them those without numbers: what they lack is not known'),
  expected: count('Of the devices with numbers'),
  received: count(),
  duplicates: count(),
  revised: count(),
  late: count(),
  missing: count(),
  restarts: count(),
})
export type CityGapTotal = Static<typeof cityGapTotal>

/** `GET /v1/gaps`: the city's ledger; devices with open holes first. */
export const cityGaps = Type.Object(
  {
    total: cityGapTotal,
    items: Type.Array(gapSummary),
    next_cursor: nullable(Type.String()),
  },
  { $id: 'CityGaps' },
)
export type CityGaps = Static<typeof cityGaps>
