import { loadConfig } from '#config'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import { loadCity } from '#app/city/load-city.ts'
import { createSimulatedCity } from './city/create-simulated-city.ts'
import { loadCredentials } from './fleet/load-credentials.ts'
import { startFleet } from './fleet/start.ts'
import type { FleetStats } from './fleet/start.ts'
import { loadFaults } from './faults/load-faults.ts'
import { parseOptions, usage } from './options.ts'
import type { Settings } from './options.ts'
import { runScore } from './score/run-score.ts'

/** How often the progress is told: the server's own pages show the rest. */
const progressEveryMs = 10 * 60_000
/** How often it is looked whether all memories are empty. */
const readyPollMs = 100

function tell(stats: FleetStats) {
  const { devices, connected, published, acknowledged, resent, dropped, waiting } = stats
  console.log(
    `模擬データ: ${connected}/${devices} connected, ${published} published, ` +
      `${acknowledged} acknowledged, ${waiting} waiting, ${resent} resent, ${dropped} dropped`,
  )
}

async function simulate(settings: Settings) {
  const options = parseOptions(process.argv.slice(2), settings)
  const { faults: source, truth: truthFile } = options
  const faults = source === undefined ? undefined : { loaded: loadFaults(source), truthFile }
  const city = createSimulatedCity((await loadCity(options.city)).folder)
  const credentials = await loadCredentials(options.credentials)
  const fleet = startFleet({
    ...options,
    faults,
    city,
    kinds,
    credentials,
    clock: systemClock,
    onTrouble: (sentence) => console.error(sentence),
  })
  const progress = setInterval(() => tell(fleet.stats()), progressEveryMs)
  const ready = setInterval(() => {
    const stats = fleet.stats()
    if (stats.connected < stats.devices || stats.waiting > 0 || stats.acknowledged === 0) return
    clearInterval(ready)
    tell(stats)
  }, readyPollMs)
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
    process.once('disconnect', resolve)
  })
  await Promise.race([fleet.done, stopped])
  clearInterval(progress)
  clearInterval(ready)
  const { connected } = fleet.stats()
  await fleet.close()
  tell({ ...fleet.stats(), connected })
  if (faults) console.log(`What went wrong stands in ${truthFile}`)
  process.exit(0)
}

async function run() {
  if (process.argv.includes('--help')) return console.log(usage)
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw new Error(loaded.errors.join('\n'))
  const [command, ...args] = process.argv.slice(2)
  if (command !== 'score') return simulate(loaded.config)
  console.log(await runScore(args, loaded.config, systemClock.now()))
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
