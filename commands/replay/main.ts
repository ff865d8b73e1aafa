/** `npm run replay`: recorded series through MQTT, as devices of the origin `replay`. */
import { loadConfig, type Config } from '#config'
import { systemClock } from '#domain/operation/clock.ts'
import { parseOptions, usage } from '#simulators/replay/options.ts'
import { planReplay, type Plan } from '#simulators/replay/plan.ts'
import { startPlaying, type Playing } from '#simulators/replay/play.ts'
import { ReplayError } from '#simulators/replay/table.ts'
import { createTimeline } from '#simulators/replay/timeline.ts'
import { enterCity } from './enter-city.ts'
import {
  describeAge,
  describeEnd,
  describePlan,
  describeProgress,
  describeRefused,
  keptFrom,
} from './tell.ts'

/** A terminal shows one line that changes; a file gets a line now and then. */
const progressEveryMs = process.stdout.isTTY ? 500 : 10_000

function readConfig(): Config {
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw new ReplayError(loaded.errors.join('\n'))
  return loaded.config
}

const tell = (lines: readonly string[]) => {
  if (lines.length > 0) console.log(lines.join('\n'))
}

/** Shows progress until the returned function ends it. */
function showProgress(plan: Plan, playing: Playing): () => void {
  const { isTTY } = process.stdout
  const show = () => {
    const line = describeProgress(plan, playing.state())
    if (isTTY) process.stdout.write(`\r${line}\u001B[K`)
    else console.log(line)
  }
  const timer = setInterval(show, progressEveryMs)
  return () => {
    clearInterval(timer)
    if (isTTY) process.stdout.write('\r\u001B[K')
  }
}

/** Fires at the first signal; a second one ends the program as usual. */
function stopOnSignal(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  return stop.signal
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const options = parseOptions(args)
  const config = readConfig()
  const plan = await planReplay(options)
  if (plan.readings === 0) {
    tell(describeRefused(plan))
    throw new ReplayError('nothing to send')
  }
  tell(describePlan(plan))
  if (options.dryRun) return tell(describeRefused(plan))
  const { url, city, secrets } = await enterCity({ options, config, plan })
  const { firstTs, lastTs, tracks, kind } = plan
  const { speed, keepTime } = options
  const startTs = systemClock.now()
  const timeline = createTimeline({ firstTs, lastTs, speed, keepTime, startTs })
  tell(describeAge(plan, timeline, keptFrom(startTs, config.RETENTION_DAYS)))
  const playing = startPlaying({
    url,
    city,
    kind: kind.id,
    tracks,
    secrets,
    timeline,
    clock: systemClock,
    random: Math.random,
    signal: stopOnSignal(),
    onTrouble: (sentence) => console.error(sentence),
  })
  const endProgress = showProgress(plan, playing)
  try {
    await playing.done
  } finally {
    endProgress()
    tell(describeEnd(plan, playing.state(), timeline))
  }
  process.exitCode = playing.state().acknowledged === plan.readings ? 0 : 1
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof ReplayError ? error.message : error)
  if (error instanceof ReplayError)
    console.error('\nnpm run replay -- --help tells what it can do.')
  process.exitCode = 1
})
