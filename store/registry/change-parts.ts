import type { Clock } from '#domain/operation/clock.ts'
import type { Check } from './check.ts'
import type { Entry } from './directory.ts'
import type { RegistryChange } from './tables.ts'

export interface ChangeParts {
  find: (id: string) => Entry | undefined
  /**
   * Stores all entries, and what `also` adds, in one transaction, then shows them to readers; throws
   * if it cannot.
   */
  save: (entries: readonly Entry[], also?: (change: RegistryChange) => void) => void
  clock: Clock
  check: Check
}
