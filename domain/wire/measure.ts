import Type, { type Static } from 'typebox'

/** What a number measures, and so how numbers of one field join over time. */
export const fieldMeasure = Type.Union(
  [
    Type.Object({ type: Type.Literal('measurement') }, { description: 'How it is at one moment' }),
    Type.Object(
      {
        type: Type.Literal('amount'),
        window_field: Type.String({ description: 'The field that says how long it was gathered' }),
        default_window_s: Type.Optional(
          Type.Integer({ unit: 's', minimum: 1, description: 'Where that field is absent' }),
        ),
      },
      { description: 'Gathered over a window that ends at `ts`, as rain is: amounts add up' },
    ),
    Type.Object(
      {
        type: Type.Literal('counter'),
        wraps_at: Type.Optional(
          Type.Number({
            exclusiveMinimum: 0,
            description: 'The count that follows the highest and reads 0 again',
          }),
        ),
      },
      { description: 'Counts up since its last reset: the increase has a meaning' },
    ),
    Type.Object(
      { type: Type.Literal('direction') },
      { description: 'Degrees of a circle, 0 = 360: its mean is a circular one' },
    ),
  ],
  { description: 'What the number measures' },
)
export type FieldMeasure = Static<typeof fieldMeasure>
export type AmountMeasure = Extract<FieldMeasure, { type: 'amount' }>
