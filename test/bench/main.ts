/** `npm run bench`: see README.md beside this file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '#test/support/run-command.ts'
import { describeEnvironment, requireRealDisk } from './environment.ts'
import { type Options, parseOptions, scenarioNames, type ScenarioName } from './options.ts'
import { formatReport, formatTable } from './report.ts'
import type { ScenarioResult } from './result.ts'
import { runArchive } from './scenarios/archive.ts'
import { runBridge } from './scenarios/bridge.ts'
import { runConnections } from './scenarios/connections.ts'
import { runGrowth } from './scenarios/growth.ts'
import { runIngest } from './scenarios/ingest.ts'
import { runLive } from './scenarios/live.ts'
import { runQueries } from './scenarios/queries.ts'
import type { Setting } from './scenarios/setting.ts'
import { runSoak } from './scenarios/soak.ts'
import { runUpgrade } from './scenarios/upgrade.ts'

/** Each tells a result as soon as it has one: some take minutes. */
const scenarios: Readonly<
  Record<ScenarioName, (setting: Setting) => AsyncGenerator<ScenarioResult>>
> = {
  ingest: runIngest,
  live: runLive,
  connections: runConnections,
  queries: runQueries,
  growth: runGrowth,
  archive: runArchive,
  bridge: runBridge,
  soak: runSoak,
  upgrade: runUpgrade,
}

const usage = `Says what this machine carries, with an fsync before every acknowledgement.

  npm run bench -- [options]

  --scenario NAME  one scenario, or several with commas between; default: all of
                   ${scenarioNames.join(', ')}
  --smoke          minutes: does everything still run (default: half an hour)
  --full           the largest data: 50 million readings, cold disk (root)
  --json FILE      all figures and rounds, for a program
  --markdown FILE  the tables; both begin with hardware, versions and durability settings
  --profile DIR    CPU profiles of the server's threads; figures are slower then
  --help           this text`

// Beside the real data, so that it is the disk that a city would use.
const dataFolder = new URL('../../data', import.meta.url).pathname

/** A run that is broken off leaves no server and no data behind. */
function tidyUpOnSignal(folder: string): void {
  const tidyUp = () => {
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, tidyUp)
}

async function runAll(options: Options): Promise<void> {
  mkdirSync(dataFolder, { recursive: true })
  requireRealDisk(dataFolder)
  const folder = mkdtempSync(join(dataFolder, 'bench-'))
  tidyUpOnSignal(folder)
  const environment = describeEnvironment(folder)
  console.log(`${environment.cores} × ${environment.cpu}, Node ${environment.node}\n`)
  const nodeArgs = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : []
  const results: ScenarioResult[] = []
  try {
    for (const name of options.scenarios) {
      console.log(`${name} …`)
      const setting = { folder, effort: options.effort, nodeArgs }
      for await (const result of scenarios[name](setting)) {
        results.push(result)
        console.log(formatTable(result))
      }
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const run = { at: new Date().toISOString(), effort: options.effort.name, environment }
  if (options.json) {
    writeFileSync(options.json, `${JSON.stringify({ ...run, results }, null, 2)}\n`)
  }
  if (options.markdown) writeFileSync(options.markdown, formatReport(run, results))
  if (results.some(({ broken }) => broken.length > 0)) process.exitCode = 1
}

await runCommand({ name: 'bench', usage, parse: parseOptions, run: runAll }, process.argv.slice(2))
