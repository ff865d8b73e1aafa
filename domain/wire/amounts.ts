import Type, { type Static } from 'typebox'
import { epochMs, nullable } from './blocks.ts'

const seconds = (description: string) => Type.Number({ unit: 's', description })

export const amountTotal = Type.Object({
  span_s: seconds('Length of the period; it ends at `as_of_ts`'),
  sum: nullable(Type.Number({ description: 'null: nothing was gathered in it' })),
  covered_s: seconds('How much of the period was gathered; below 90 % values are missing'),
})
export type AmountTotal = Static<typeof amountTotal>

/** One item of `GET /v1/devices/{id}/amounts`. */
export const amountTotals = Type.Object(
  {
    field: Type.String(),
    as_of_ts: epochMs('End of the newest window; every period slides back from here'),
    window_s: seconds('Length of the newest window'),
    totals: Type.Array(amountTotal, {
      description: 'The newest window or 10 minutes, 1, 3 and 24 hours',
    }),
    event: nullable(
      Type.Object(
        {
          since_ts: epochMs('When the rain began'),
          rained_ts: epochMs('End of the last window with rain'),
          sum: Type.Number(),
          span_s: seconds('From its begin to `as_of_ts`'),
          covered_s: seconds('How much of that was gathered'),
          complete: Type.Boolean({
            description: 'false: it may have begun earlier than readings were looked at',
          }),
        },
        { description: 'Total of the rain of now (累加雨量); null after 6 dry hours' },
      ),
    ),
  },
  { $id: 'AmountTotals' },
)
export type AmountTotals = Static<typeof amountTotals>
