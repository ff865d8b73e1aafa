import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom, mixSeeds, seedOf } from '#domain/seeded.ts'
import { type Figure, meetsTarget } from '#test/bench/result.ts'
import { startChecker } from '../checker/start.ts'
import { listMissing } from './needs.ts'
import type { Options } from './options.ts'
import { noTotals, type Scenario, type Totals } from './scenario.ts'
import type { Undoing } from './undoing.ts'

export interface Verdict {
  id: string
  title: string
  outcome: 'passed' | 'failed' | 'skipped'
  figures: readonly Figure[]
  totals: Totals
  /** What went wrong, in words. */
  broken: readonly string[]
  elapsedMs: number
}

/** Without what it needs a scenario proves nothing; where changes are judged that is a failure. */
function skip({ id, title }: Scenario, missing: readonly string[]): Verdict {
  return {
    id,
    title,
    outcome: process.env['CI'] ? 'failed' : 'skipped',
    figures: [],
    totals: noTotals,
    broken: [`this machine lacks: ${missing.join(', ')}`],
    elapsedMs: 0,
  }
}

/** Plays one scenario in a folder of its own; never rejects. */
export async function runScenario(
  scenario: Scenario,
  { options, parent, undoing }: { options: Options; parent: string; undoing: Undoing },
): Promise<Verdict> {
  const missing = listMissing(scenario.needs)
  if (missing.length > 0) return skip(scenario, missing)
  const { id, title } = scenario
  const startedMs = performance.now()
  const folder = mkdtempSync(join(parent, `${id.toLowerCase()}-`))
  undoing.add(() => rmSync(folder, { recursive: true, force: true }))
  const broken: string[] = []
  let figures: readonly Figure[] = []
  let totals = noTotals
  try {
    const findings = await scenario.run({
      folder,
      effort: options.effort,
      seed: options.seed,
      random: createRandom(mixSeeds(options.seed, seedOf(id))),
      startChecker: () => {
        const checker = startChecker()
        undoing.add(checker.close)
        return checker
      },
      onEnd: undoing.add,
    })
    figures = findings.figures
    totals = { ...noTotals, ...findings.totals }
  } catch (error) {
    broken.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  const errors = await undoing.undoAll()
  broken.push(...errors.map((error) => `while tidying up: ${String(error)}`))
  const missed = figures.some((figure) => meetsTarget(figure) === false)
  const outcome = missed || broken.length > 0 ? 'failed' : 'passed'
  return { id, title, outcome, figures, totals, broken, elapsedMs: performance.now() - startedMs }
}
