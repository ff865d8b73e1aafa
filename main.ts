/** `npm start` (with --demo) and `npm run serve`: the whole city in one process. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadConfig, type Config } from './config.ts'
import { announce } from './app/announce.ts'
import { isLoopbackName } from './api/access/local-peer.ts'
import { buildDashboard, dashboardFolder, findDashboard } from './app/build-dashboard.ts'
import { loadCity } from './app/city/load-city.ts'
import { explainStartError } from './app/errors/explain-start-error.ts'
import { createLog } from './app/log.ts'
import type { RunningCity } from './app/running-city.ts'
import type { Log } from './domain/operation/log.ts'
import { presets } from './simulators/faults/list-presets.ts'
import { parseDuration } from './simulators/faults/durations.ts'
import { scenarios, type Scenario } from './simulators/fleet/run-plan.ts'
import { simulatedSeed } from './app/demo/fleet-process.ts'

const usage = `npm start -- [options]      the whole city with simulated devices (data in DATA_DIR/demo)
npm run serve -- [options]  the city alone (data in DATA_DIR/live)

  --scenario normal|storm   what the simulated devices live through (normal)
  --at -90m                 with a storm: begins so long before (-) or after its heaviest rain
  --faults PRESET|FILE      what goes wrong with them: ${presets.join(', ')}
                            (docs/simulated-faults.md)
  --offline                 pages never ask another host
  --help                    this text

Settings are environment variables; .env.example lists them all.`

/** Connections, commits and files close well within this; what still hangs then is given up. */
const closeWithinMs = 30_000

/** Earlier there is no storm yet, later none any more. */
const atMaxMs = 86_400_000

interface Options {
  demo: boolean
  offline: boolean
  scenario: Scenario
  /** Where a storm stands when the city starts, ms after its heaviest rain. */
  atMs?: number | undefined
  faults?: string | undefined
  help: boolean
}

/** A mistake of the person who starts the city: told in words, without a stack. */
class StartError extends Error {}

function parseOptions(args: readonly string[]): Options {
  const flag = { type: 'boolean', default: false } as const
  const scenario = { type: 'string', default: 'normal' } as const
  const faults = { type: 'string' } as const
  const at = { type: 'string' } as const
  const options = { demo: flag, offline: flag, help: flag, scenario, at, faults }
  const values = readArguments(() => parseArgs({ args: joinAt(args), options }).values)
  const known = scenarios.find((name) => name === values.scenario)
  if (!known) {
    const words = scenarios.join(', ')
    throw new StartError(
      `--scenario ${values.scenario}: ${words} のどれかにしてください\n` +
        `--scenario ${values.scenario}: one of ${words}`,
    )
  }
  if (values.faults !== undefined && !values.demo) {
    throw new StartError(
      '--faults: 模擬の機器だけで使えます。npm start を使ってください\n' +
        '--faults: only simulated devices have them; use npm start',
    )
  }
  return { ...values, scenario: known, atMs: readAt(values.at, known) }
}

/** `--at -90m` is the usual way to say it; a value that begins with a dash is taken for an option. */
function joinAt(args: readonly string[]): string[] {
  const at = args.indexOf('--at')
  const value = args[at + 1]
  if (at === -1 || value === undefined) return [...args]
  return [...args.slice(0, at), `--at=${value}`, ...args.slice(at + 2)]
}

function readAt(text: string | undefined, scenario: Scenario): number | undefined {
  if (text === undefined) return undefined
  const atMs = parseDuration(text.replace(/^\+/, ''))
  if (scenario !== 'storm' || atMs === undefined || Math.abs(atMs) > atMaxMs) {
    throw new StartError(
      `--at ${text}: --scenario storm で、雨のピークの前後1日以内（-90m、2h など）にしてください\n` +
        `--at ${text}: with --scenario storm, within a day of its heaviest rain, such as -90m or 2h`,
    )
  }
  return atMs
}

/** Whoever starts a city with faults learns now what is wrong with them, not from its log. */
async function checkFaultsOf({ faults, scenario }: Options, { CITY_DIR }: Config): Promise<void> {
  if (faults === undefined) return
  // Loaded where they are asked for: the server itself needs none of it.
  const { createSimulatedCity } = await import('./simulators/city/create-simulated-city.ts')
  const { checkFaults } = await import('./simulators/faults/check-faults.ts')
  const city = createSimulatedCity((await loadCity(CITY_DIR)).folder)
  try {
    checkFaults({ source: faults, city, scenario, seed: simulatedSeed }, Date.now())
  } catch (cause) {
    throw new StartError(explainStartError(cause), { cause })
  }
}

function readArguments<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new StartError(`${explainStartError(error)}\n\n${usage}`, { cause: error })
  }
}

function readConfig(offline: boolean): Config {
  const loaded = loadConfig(process.env)
  for (const warning of loaded.warnings) console.error(warning)
  if ('errors' in loaded) {
    const list = loaded.errors.map((error) => `  ${error}`).join('\n')
    throw new StartError(`設定に誤りがあります。 These settings are wrong:\n${list}`)
  }
  return offline ? { ...loaded.config, ONLINE_TILES: false } : loaded.config
}

/** Simulated data are open to whoever sits at this machine, so only its own pages may show them. */
function checkHost({ demo }: Options, { HTTP_HOST, PUBLIC_READ }: Config): void {
  if (!demo || PUBLIC_READ || isLoopbackName(HTTP_HOST)) return
  throw new StartError(
    `HTTP_HOST ${HTTP_HOST}: npm start の模擬データはこのコンピューターだけで見られます。` +
      '地図と水位計を外に公開するには PUBLIC_READ=true、本番には npm run serve を使ってください\n' +
      `HTTP_HOST ${HTTP_HOST}: npm start shows its simulated data on this machine only. ` +
      'Set PUBLIC_READ=true to show map and gauges to others, or use npm run serve',
  )
}

function readVersion(): string {
  const text = readFileSync(new URL('package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Closes in order on SIGINT and SIGTERM; a second signal, or the deadline, ends it at once. */
function closeOnSignal(city: RunningCity, log: Log): void {
  let isClosing = false
  const close = (signal: string) => {
    if (isClosing) process.exit(1)
    isClosing = true
    log('info', 'Closing', { signal })
    setTimeout(() => {
      log('error', 'Closing took too long and was given up')
      process.exit(1)
    }, closeWithinMs).unref()
    city.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

async function run(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) return console.log(usage)
  const config = readConfig(options.offline)
  checkHost(options, config)
  await checkFaultsOf(options, config)
  const version = readVersion()
  const { scenario, atMs, faults } = options
  const demo = options.demo ? { scenario, atMs, faults } : undefined
  const log = createLog(config.LOG_LEVEL ?? (demo ? 'warn' : 'info'))
  // A production server uses the pages it was installed with.
  const pages = demo ? await buildDashboard(process.env) : findDashboard()
  // Most of what there is to load: a wrong setting or option is told before it.
  const { startCity } = await import('./app/start-city.ts')
  const city = await startCity({ config, log, dashboardFolder, version, demo }).catch(
    (error: unknown) => {
      throw new StartError(explainStartError(error, config), { cause: error })
    },
  )
  closeOnSignal(city, log)
  console.log(announce({ city, name: city.name, demo, version, pages }))
}

run().catch((error: unknown) => {
  console.error(explainStartError(error))
  process.exit(1)
})
