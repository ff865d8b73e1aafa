import Type, { type Static } from 'typebox'
import { epochMs, nullable } from './blocks.ts'

/** The numbers of one field in a bucket; which of them, the query says. */
export const bucketNumbers = Type.Object({
  min: Type.Optional(Type.Number()),
  mean: Type.Optional(
    nullable(
      Type.Number({ description: 'Of a direction the circular mean; null where there is none' }),
    ),
  ),
  max: Type.Optional(Type.Number()),
  last: Type.Optional(Type.Number()),
  count: Type.Optional(Type.Number()),
  sum: Type.Optional(
    nullable(Type.Number({ description: 'Of an amount; null where its windows overlap' })),
  ),
  covered_s: Type.Optional(
    Type.Number({ unit: 's', description: 'How long the amounts of the sum were gathered in all' }),
  ),
  windows_overlap: Type.Optional(
    Type.Literal(true, { description: 'Windows share over 10 %: there is no sum' }),
  ),
  increase: Type.Optional(
    Type.Number({ description: 'Of a counter: what it counted, across resets' }),
  ),
})
export type BucketNumbers = Static<typeof bucketNumbers>

/** A bucket of `GET /v1/devices/{id}/readings?every=`. */
export const bucketResource = Type.Object(
  {
    ts: epochMs('Start of the bucket'),
    count: Type.Integer({ description: 'Readings that count' }),
    excluded: Type.Integer({ description: 'All that they measured failed or is missing' }),
    values: Type.Record(Type.String(), bucketNumbers, {
      description: 'By field, only numeric ones with data',
    }),
  },
  { $id: 'Bucket' },
)
export type BucketResource = Static<typeof bucketResource>
