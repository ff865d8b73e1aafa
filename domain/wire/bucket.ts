import Type, { type Static } from 'typebox'
import { epochMs } from './blocks.ts'

/** A bucket of `GET /v1/devices/{id}/readings?every=`. */
export const bucketResource = Type.Object(
  {
    ts: epochMs('Start of the bucket'),
    count: Type.Integer({ description: 'Readings that count' }),
    excluded: Type.Integer({ description: 'All that they measured failed or is missing' }),
    values: Type.Record(
      Type.String(),
      Type.Object({
        min: Type.Optional(Type.Number()),
        mean: Type.Optional(Type.Number()),
        max: Type.Optional(Type.Number()),
        last: Type.Optional(Type.Number()),
        count: Type.Optional(Type.Number()),
      }),
      { description: 'By field, only numeric ones with data' },
    ),
  },
  { $id: 'Bucket' },
)
export type BucketResource = Static<typeof bucketResource>
