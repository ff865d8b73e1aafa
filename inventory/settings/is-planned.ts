import { isDeepStrictEqual } from 'node:util'
import type { ThresholdsRequest } from '#domain/wire/inventory.ts'
import type { Inventory } from '../inventory.ts'

/** Whether just these thresholds are planned already: who says it again plans nothing more. */
export function isPlannedAlready(
  inventory: Pick<Inventory, 'listThresholds'>,
  id: string,
  { note: _note, ...given }: ThresholdsRequest,
): boolean {
  const wanted = { ...given, verified: given.verified ?? false }
  return inventory
    .listThresholds(id)
    .some((one) => one.state === 'planned' && isDeepStrictEqual({ ...one.thresholds }, wanted))
}
