import type { BucketPlan } from '#domain/buckets/bucket-fields.ts'
import type { FoldedReading } from '#domain/buckets/bucket-fold.ts'
import type { Reading } from '#domain/readings/reading.ts'

/** A reading of the archive as buckets see it. */
export const toFolded = (
  { ts, flag, reasons, values }: Reading,
  { fields }: BucketPlan,
): FoldedReading => ({
  ts,
  flag,
  reasons,
  cells: fields.map(({ name }) => values[name]),
  offset: 0,
})
