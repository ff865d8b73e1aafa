import type { Clock } from '#domain/operation/clock.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Log } from '#domain/operation/log.ts'
import type { Config } from '#config'

/** How a city is started. */
export interface CityOptions {
  config: Config
  log: Log
  dashboardFolder: string
  version: string
  /**
   * Simulated devices, with data apart from the real city's; `scenario` null starts no fleet.
   * `faults` is a preset or a faults file: what goes wrong with them.
   */
  demo?:
    | {
        scenario: string | null
        /** Where a storm stands at the start, ms after its heaviest rain; somewhat before it where absent. */
        atMs?: number | undefined
        faults?: string | undefined
      }
    | undefined
  kinds?: readonly Kind[]
  clock?: Clock
  /** Another pace of the self-check, for tests. */
  pulse?: { everyMs: number }
}
