import type { Random } from '#domain/kinds/simulation.ts'
import type { Figure } from '#test/bench/result.ts'
import type { Checker } from '../checker/start.ts'
import type { TellProgress } from './progress.ts'

/** What a scenario needs of the machine; without it, it cannot play its part. */
export type Need = 'root' | 'loop devices' | 'tmpfs' | 'C compiler' | 'influxd'

/** What all scenarios add up to. */
export interface Totals {
  acknowledged: number
  stored: number
  lost: number
  doubled: number
  cuts: number
  kills: number
  fuzzed: number
}

export const noTotals: Totals = {
  acknowledged: 0,
  stored: 0,
  lost: 0,
  doubled: 0,
  cuts: 0,
  kills: 0,
  fuzzed: 0,
}

/**
 * How much is played: `glance` while changing a scenario, `short` for every change of the program
 * (minutes), `full` for the published figures (hours).
 */
export type Effort = 'glance' | 'short' | 'full'

/** What a run may use; whatever it starts it hands to `onEnd`, which ends it come what may. */
export interface Setting {
  /** An empty folder on a real disk, deleted at the end. */
  folder: string
  effort: Effort
  seed: number
  /** Numbers in [0, 1) out of the seed. */
  random: Random
  /** A new process that remembers what was acknowledged, of these sources or of a copy. */
  startChecker(root?: string): Checker
  /** For whoever watches; may be called as often as one likes. */
  tellProgress: TellProgress
  /** Undoes something at the end, the latest first, also after a failure. */
  onEnd(undo: () => Promise<void> | void): void
}

/** A figure with a target is a check: missing it fails the scenario. */
export interface Findings {
  figures: readonly Figure[]
  totals?: Partial<Totals>
}

export interface Scenario {
  id: string
  title: string
  needs?: readonly Need[]
  run(setting: Setting): Promise<Findings>
}
