/** `npm run faults`: see README.md beside this file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeEnvironment, requireRealDisk } from '#test/bench/environment.ts'
import { formatTable } from '#test/bench/report.ts'
import { runCommand } from '#test/support/run-command.ts'
import { parseOptions, type Options } from './runner/options.ts'
import { runScenario, type Verdict } from './runner/run-scenario.ts'
import { noTotals, type Totals } from './runner/scenario.ts'
import { createUndoing } from './runner/undoing.ts'
import { scenarios } from './scenarios/index.ts'

const ids = scenarios.map(({ id }) => id)
const usage = `Breaks the real server in every way we know, and compares what devices were told with what is there.

  npm run faults -- [options]

  --scenario ID    one scenario, or several with commas between; default: all
  --full           as long as for the published figures: hours (default: minutes)
  --glance         seconds each, while a scenario is being changed
  --seed N         plays the run of this seed again
  --json FILE      the figures once more, for a program
  --help           this text

${scenarios.map(({ id, title }) => `  ${id.padEnd(15)}  ${title}`).join('\n')}`

// Beside the real data, so that it is the disk that a city would use.
const dataFolder = new URL('../../data', import.meta.url).pathname
const undoing = createUndoing()

/** A run that is broken off leaves no mount, no server and no data behind. */
function tidyUpOnSignal(parent: string): void {
  const tidyUp = async () => {
    await undoing.undoAll()
    // After the servers that the scenario has started meanwhile, which end with this process.
    process.once('exit', () => rmSync(parent, { recursive: true, force: true }))
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void tidyUp())
}

function addUp(verdicts: readonly Verdict[]): Totals {
  const sum = { ...noTotals }
  for (const { totals } of verdicts) {
    for (const name of Object.keys(sum) as (keyof Totals)[]) sum[name] += totals[name]
  }
  return sum
}

function tell({ id, title, outcome, figures, broken, elapsedMs }: Verdict): void {
  const setting = `${title} — ${outcome}, ${(elapsedMs / 1000).toFixed(1)} s`
  console.log(formatTable({ name: id, setting, figures, broken, rounds: [] }))
}

/**
 * The last lines are all that is left of a long log: what failed stands there again, and the sums
 * before the count.
 */
function conclude(options: Options, verdicts: readonly Verdict[], environment: object): void {
  const totals = addUp(verdicts)
  const report = { at: new Date().toISOString(), ...options, environment, totals, verdicts }
  const json = JSON.stringify(report)
  if (options.json) writeFileSync(options.json, `${json}\n`)
  console.log(json)
  const listOf = (wanted: Verdict['outcome']) =>
    verdicts.filter(({ outcome }) => outcome === wanted)
  const [failed, skipped] = [listOf('failed'), listOf('skipped')]
  if (failed.length > 0) console.log('\nfailed:')
  failed.forEach(tell)
  const sums = Object.entries(totals).map(([name, value]) => `${name} ${value}`)
  console.log(`totals: ${sums.join(', ')}`)
  if (skipped.length > 0) console.log(`skipped: ${skipped.map(({ id }) => id).join(', ')}`)
  if (failed.length > 0) console.log(`failed: ${failed.map(({ id }) => id).join(', ')}`)
  console.log(`faults: ${listOf('passed').length} passed, ${failed.length} failed`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

async function runAll(options: Options): Promise<void> {
  mkdirSync(dataFolder, { recursive: true })
  requireRealDisk(dataFolder)
  const parent = mkdtempSync(join(dataFolder, 'faults-'))
  tidyUpOnSignal(parent)
  const environment = describeEnvironment(parent)
  console.log(`seed ${options.seed}, ${environment.cores} × ${environment.cpu}\n`)
  const verdicts: Verdict[] = []
  for (const scenario of scenarios) {
    if (options.scenarios && !options.scenarios.includes(scenario.id)) continue
    console.log(`${scenario.id}: ${scenario.title} …`)
    let verdict = await runScenario(scenario, { options, parent, undoing })
    tell(verdict)
    if (verdict.outcome === 'failed' && verdict.maySucceedAgain) {
      console.log(`${scenario.id}: only time or memory was missed; once more, and that counts\n`)
      verdict = await runScenario(scenario, { options, parent, undoing })
      tell(verdict)
    }
    verdicts.push(verdict)
  }
  rmSync(parent, { recursive: true, force: true })
  conclude(options, verdicts, environment)
}

await runCommand(
  { name: 'faults', usage, parse: (args) => parseOptions(args, ids), run: runAll },
  process.argv.slice(2),
)
// A scenario that was given up may still wait for something, and would keep this process alive.
process.exit()
