import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import { chartFields } from './figure.ts'

/** The fields that a device has sent, as far as a page has seen: its newest reading and buckets. */
export function sentFields(
  latest: LatestReading | null,
  buckets: readonly BucketResource[],
): string[] {
  return [latest?.values ?? {}, ...buckets.map(({ values }) => values)].flatMap((values) =>
    Object.keys(values),
  )
}

interface Offer {
  seen: ReadonlySet<string>
  /** What the officer chose before; it never goes from under the hand. */
  chosen: string | null
  thresholds: Thresholds | null
}

/**
 * The fields that a chart offers, the headline first: those seen, for one report may hold only some
 * of them, and the level wherever it can warn. All of the kind's where nothing was sent yet.
 */
export function offeredFields(
  kind: KindResource,
  { seen, chosen, thresholds }: Offer,
): FieldResource[] {
  const fields = chartFields(kind)
  if (seen.size === 0) return fields
  const always = [chosen, thresholds && kind.level_field]
  return fields.filter(({ name }) => seen.has(name) || always.includes(name))
}
