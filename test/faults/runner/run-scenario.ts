import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom, mixSeeds, seedOf } from '#domain/kinds/seeded.ts'
import type { Figure } from '#test/bench/result.ts'
import { startChecker } from '../checker/start.ts'
import { TooSlowError } from '../load/until.ts'
import { isDepending, judge } from './judge.ts'
import { watchMachine } from './machine.ts'
import { listMissing } from './needs.ts'
import type { Options } from './options.ts'
import { createProgress } from './progress.ts'
import { type Effort, type Findings, noTotals, type Scenario, type Totals } from './scenario.ts'
import type { Undoing } from './undoing.ts'
import { within } from './within.ts'

export interface Verdict {
  id: string
  title: string
  outcome: 'passed' | 'failed' | 'skipped'
  figures: readonly Figure[]
  totals: Totals
  /** What went wrong, in words. */
  broken: readonly string[]
  /** Failed by time or memory alone, in which the machine's other guests have a say. */
  maySucceedAgain: boolean
  elapsedMs: number
}

/**
 * A scenario that takes longer waits for what never comes. Several times what the longest one takes
 * on a busy machine, so that the pace of a machine decides nothing.
 */
const scenarioMaxMs: Readonly<Record<Effort, number>> = {
  glance: 15 * 60_000,
  short: 20 * 60_000,
  full: 8 * 3_600_000,
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
    maySucceedAgain: false,
    elapsedMs: 0,
  }
}

const inWords = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

interface Place {
  options: Options
  parent: string
  undoing: Undoing
}

/** What the scenario found, or how it ended instead; all that it started has ended. */
async function play(scenario: Scenario, { options, parent, undoing }: Place) {
  const { id } = scenario
  const folder = mkdtempSync(join(parent, `${id.toLowerCase()}-`))
  undoing.add(() => rmSync(folder, { recursive: true, force: true }))
  const errors: unknown[] = []
  let findings: Findings = { figures: [] }
  try {
    const run = scenario.run({
      folder,
      effort: options.effort,
      seed: options.seed,
      random: createRandom(mixSeeds(options.seed, seedOf(id))),
      startChecker: (root) => {
        const checker = startChecker(root)
        undoing.add(checker.close)
        return checker
      },
      tellProgress: createProgress(id, console.log),
      onEnd: undoing.add,
    })
    findings = await within(run, { what: scenario.title, maxMs: scenarioMaxMs[options.effort] })
  } catch (error) {
    errors.push(error)
  }
  return { findings, errors, untidy: await undoing.undoAll() }
}

/** Plays one scenario in a folder of its own; never rejects. */
export async function runScenario(scenario: Scenario, place: Place): Promise<Verdict> {
  const missing = listMissing(scenario.needs)
  if (missing.length > 0) return skip(scenario, missing)
  const startedMs = performance.now()
  const watch = await watchMachine(place.parent)
  const { findings, errors, untidy } = await play(scenario, place)
  const machine = await watch.stop()
  const { effort } = place.options
  const failed = findings.figures.filter((one) => judge(one, { effort, machine }) === 'failed')
  const isSlowOnly = errors.every((error) => error instanceof TooSlowError) && untidy.length === 0
  const figures: Figure[] = [
    ...findings.figures,
    { name: 'machine: slower because of neighbours', value: machine.slower, unit: 'times' },
    { name: 'machine: fdatasync p99', value: machine.syncP99Ms, unit: 'ms' },
  ]
  return {
    id: scenario.id,
    title: scenario.title,
    outcome: failed.length + errors.length + untidy.length > 0 ? 'failed' : 'passed',
    figures,
    totals: { ...noTotals, ...findings.totals },
    broken: [
      ...errors.map(inWords),
      ...untidy.map((error) => `while tidying up: ${inWords(error)}`),
      ...failed.map(({ name }) => `not accepted: ${name}`),
    ],
    maySucceedAgain: failed.every(isDepending) && isSlowOnly,
    elapsedMs: performance.now() - startedMs,
  }
}
