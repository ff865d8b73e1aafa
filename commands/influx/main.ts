/** `npm run influx`: the archive in InfluxDB, with a running city or without one. */
import { loadConfig, type Config } from '#config'
import { archiveClasses, bucketOf } from '#archive/influx/address.ts'
import { connectArchive, isConnection, type ArchiveConnection } from '#archive/influx/connect.ts'
import { listBucketsOf, setUpBuckets } from '#archive/influx/set-up.ts'
import { influxStops } from '#archive/influx/stops.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { parseInfluxOptions, usage, type InfluxOptions } from './options.ts'
import { printKept, printServer, printState, printVerified } from './print.ts'
import type { ArchiveAnswer, ArchiveRequest } from '#app/admin/archive/protocol.ts'
import { findFolder, sendArchive } from './send.ts'
import { executeAlone, readCity } from './archive-alone.ts'
import { readKeptProgress } from './kept-progress.ts'
import { readAddress } from '#app/open-archive.ts'

function readConfig(): Config {
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw new UsageError(loaded.errors.join('\n'))
  return loaded.config
}

async function connect(config: Config): Promise<ArchiveConnection> {
  const address = readAddress(config)
  if (!address)
    throw new UsageError({
      ja: 'INFLUX_URL が設定されていません。InfluxDBのURLを設定してください。',
      en: 'INFLUX_URL is not set: where is InfluxDB?',
    })
  const found = await connectArchive(address, Date.now).catch((error: unknown) => ({
    reason: null,
    words: error instanceof Error ? error.message : String(error),
  }))
  if (isConnection(found)) return found
  const { reason, words } = found
  if (!reason) {
    throw new Error(
      `${address.url} のInfluxDBにつながりません。動いているか、INFLUX_URL が正しいか確かめてください。\n` +
        `InfluxDB at ${address.url} does not answer. Does it run, and is INFLUX_URL right? (${words})`,
    )
  }
  const { ja, en } = influxStops[reason].remedy
  throw new Error(`${ja}\n${en}: ${words}`)
}

async function describeServer(connection: ArchiveConnection) {
  const { address, version, dialect, clockSkewMs } = connection
  const found = await listBucketsOf(connection)
  const buckets = archiveClasses.map((each) => [bucketOf(address, each), found[each]] as const)
  return { version, dialect: dialect.id, clockSkewMs, buckets }
}

async function setUp(connection: ArchiveConnection, { request, json }: InfluxOptions) {
  if (request.command === 'setup') await setUpBuckets(connection, request.retention)
  const server = await describeServer(connection)
  console.log(json ? JSON.stringify(server, null, 2) : printServer(server))
}

function printAnswer(answer: ArchiveAnswer, json: boolean): void {
  if (json) console.log(JSON.stringify(answer, null, 2))
  else if (!answer.ok) console.error(answer.refusal.detail)
  else if (answer.verified) console.log(printVerified(answer.verified))
  else console.log(printState(answer.state))
  const verified = answer.ok ? answer.verified : undefined
  const differs = verified && verified.differences.length + verified.missingCrossings.length > 0
  process.exitCode = answer.ok && !differs ? 0 : 1
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const options = parseInfluxOptions(args, Date.now())
  const { request, mode, json } = options
  const config = readConfig()
  const city = {
    dataDir: config.DATA_DIR,
    mode,
    alone: (path: string, asked: ArchiveRequest) => executeAlone(path, config, asked),
  }
  if (request.command === 'setup') return setUp(await connect(config), options)
  if (request.command !== 'status') {
    const answer = await sendArchive({ ...city, request })
    if (!answer)
      throw new UsageError({
        ja: '市のデータがありません。--live か --demo を付けてください。',
        en: 'no city here: say --live or --demo',
      })
    return printAnswer(answer, json)
  }
  // How far the archive is, the city and its folder know also while InfluxDB is away.
  const silent = await tellServer(config, options)
  const answer = await sendArchive({ ...city, request: { command: 'state' } })
  if (answer) printAnswer(answer, json)
  else await tellKept(config, options)
  if (silent) throw silent
}

/** Tells of server and buckets; gives the error of a server that does not answer. */
async function tellServer(config: Config, options: InfluxOptions): Promise<Error | undefined> {
  try {
    await setUp(await connect(config), options)
    return undefined
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error
    return error
  }
}

/** How far the archive of a city is that does not run. */
async function tellKept(config: Config, { mode, json }: InfluxOptions): Promise<void> {
  const folder = findFolder({ dataDir: config.DATA_DIR, mode })
  if (folder === undefined) return
  const kept = await readKeptProgress(folder, readCity(config).time_zone)
  console.log(json ? JSON.stringify(kept, null, 2) : printKept(kept))
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) {
    console.error('\n使い方は npm run influx -- --help で見られます。')
    console.error('npm run influx -- --help tells what it can do.')
  }
  process.exitCode = 1
})
