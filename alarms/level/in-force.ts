import type { StoredCrossing } from '#domain/facts/crossing.ts'

/**
 * The record: without withdrawals and what they withdrew, and without the entries that only make
 * another one sure, which is then shown as sure. In the order given.
 */
export function listInForce<T extends StoredCrossing>(entries: readonly T[]): T[] {
  const withdrawn = new Set<number>()
  const sure = new Set<number>()
  for (const { withdraws, confirms, confirmed } of entries) {
    if (withdraws !== null) withdrawn.add(withdraws)
    if (confirms !== null && confirmed) sure.add(confirms)
  }
  return entries
    .filter(
      ({ withdraws, confirms, crossing_seq }) =>
        withdraws === null && confirms === null && !withdrawn.has(crossing_seq),
    )
    .map((one) => (sure.has(one.crossing_seq) ? { ...one, confirmed: true } : one))
}
