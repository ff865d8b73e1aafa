import type { Reason } from '#domain/readings/flags.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { placeFields } from './figure.ts'

/**
 * True where a moving device's position leapt, lies outside the city or is too imprecise: where a
 * reason names it. A doubt about the clock or the load says nothing of the place.
 */
export function isPlaceDoubtful(
  { reasons }: { reasons: readonly Reason[] },
  kind: KindResource | undefined,
): boolean {
  const fields = placeFields(kind)
  if (!fields) return false
  return reasons.some((reason) => {
    const field = reason.split(':')[1]
    return field === fields.lat || field === fields.lon
  })
}
