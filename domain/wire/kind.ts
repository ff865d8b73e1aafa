import Type, { type Static } from 'typebox'
import { labels, nullable } from './blocks.ts'
import { fieldMeasure } from './measure.ts'

/** When a level is called still, and what says that its water cannot stand still. */
export const stillCheck = Type.Object(
  {
    epsilon: Type.Number(),
    afterMs: Type.Number({ unit: 'ms' }),
    mode: Type.String({ description: 'Reports of other modes are left out' }),
    rain: Type.Object(
      {
        field: Type.String(),
        atLeast: Type.Number(),
        withinM: Type.Number({ unit: 'm' }),
        answersWithinMs: Type.Number({
          unit: 'ms',
          description: 'So long the water has to answer the rain',
        }),
      },
      { description: 'An amount at a gauge so near, fallen while the level stood still' },
    ),
    move: Type.Object(
      { by: Type.Number(), withinMs: Type.Number({ unit: 'ms' }) },
      { description: 'Another gauge of the same water body moved so much in so long' },
    ),
  },
  {
    description:
      'The same value within `epsilon` for so long is told as unchanged; it stays good, and is ' +
      'suspect where rain or the same water elsewhere contradicts it',
  },
)
export type StillCheck = Static<typeof stillCheck>

/** Limits beyond the schema's hard ones that make a value suspect. Units are the field's own. */
export const fieldCheck = Type.Object({
  softRange: Type.Optional(
    Type.Object(
      { min: Type.Number(), max: Type.Number() },
      { description: 'Outside it the value is suspect (QARTOD test 4, user range)' },
    ),
  ),
  stepPer10Min: Type.Optional(
    Type.Number({
      description:
        'A larger change per 10 minutes is suspect; it still alarms (QARTOD test 7, no fail)',
    }),
  ),
  flat: Type.Optional(
    Type.Object(
      {
        epsilon: Type.Number(),
        suspectAfterMs: Type.Number({ unit: 'ms' }),
        failAfterMs: Type.Number({ unit: 'ms' }),
      },
      {
        description:
          'The same value within `epsilon` for so long is suspect, then fail (QARTOD test 8); ' +
          'a level is never tested so',
      },
    ),
  ),
  still: Type.Optional(stillCheck),
})
export type FieldCheck = Static<typeof fieldCheck>

/** How often a device promises to report; "late" is judged against the mode it is in. */
export const reportingContract = Type.Object({
  everyMs: Type.Record(Type.String(), Type.Number({ unit: 'ms' }), {
    description: 'Interval of each mode',
  }),
  defaultMode: Type.String({ description: 'Of a device that has not said which it is in' }),
  modeField: Type.Optional(Type.String({ description: 'The field that names the mode' })),
})
export type ReportingContract = Static<typeof reportingContract>

/** One field of a kind as a page needs it: no list of fields lives in the dashboard. */
export const fieldResource = Type.Object({
  name: Type.String(),
  type: Type.Enum(['number', 'integer', 'word', 'text']),
  label: labels,
  unit: nullable(Type.String()),
  unit_label: nullable(labels),
  decimals: nullable(Type.Integer()),
  minimum: nullable(Type.Number()),
  maximum: nullable(Type.Number()),
  required: Type.Boolean(),
  nullable: Type.Boolean(),
  words: nullable(Type.Record(Type.String(), labels)),
  check: nullable(fieldCheck),
  measure: fieldMeasure,
})
export type FieldResource = Static<typeof fieldResource>

/** One item of `GET /v1/kinds`. */
export const kindResource = Type.Object(
  {
    id: Type.String(),
    title: labels,
    position: Type.Enum(['fixed', 'moving']),
    fields: Type.Array(fieldResource),
    together: Type.Array(Type.Array(Type.String()), {
      description: 'Groups of fields that mean something only together',
    }),
    reporting: reportingContract,
    level_field: nullable(Type.String()),
    map: Type.Object({
      mark: Type.Enum(['gauge', 'place', 'vehicle', 'field'], {
        description:
          'gauge: fixed with a level; place: fixed with a count; vehicle: moving; field: an area',
      }),
      headline: Type.String({ description: 'The field beside the mark and first in the panel' }),
      icon: Type.String({ description: 'SVG path data in a 24 × 24 box' }),
    }),
    events: Type.Boolean({ description: 'Whether it takes the `event` channel' }),
  },
  { $id: 'Kind' },
)
export type KindResource = Static<typeof kindResource>
