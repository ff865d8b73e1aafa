/** `npm run device`: devices and their secrets, with a running city or without one. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig, type Config } from '#config'
import type { City } from '#domain/wire/city.ts'
import type { DoorAddress } from '#domain/devices/paste-line.ts'
import type { AdminAnswer } from '#app/admin/devices/protocol.ts'
import { loadProfiles } from '#app/city/load-profiles.ts'
import { listen } from '../try/listen.ts'
import { parseTryOptions, type TryOptions } from '../try/options.ts'
import { runTry } from '../try/run-try.ts'
import { parseOptions, usage, type DeviceOptions } from './options.ts'
import { print, printRefusal } from './print.ts'
import { send, type Sending } from './send.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { explainingErrors } from '#app/errors/explain-sqlite-error.ts'

function printAnswer({ request, json }: DeviceOptions, answer: AdminAnswer): void {
  if (json) console.log(JSON.stringify(answer, null, 2))
  else if (answer.ok) console.log(print(request.command, answer))
  else console.error(printRefusal(answer.refusal))
  process.exitCode = answer.ok ? 0 : 1
}

const ask = (sending: Sending): Promise<AdminAnswer> =>
  explainingErrors(sending.dataDir, () => send(sending))

function readConfig(): Config {
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw new UsageError(loaded.errors.join('\n'))
  return loaded.config
}

/** The plain listener of the settings, for the line to paste when no city runs to say it. */
function doorOf({ CITY_DIR, MQTT_PORT }: Config): DoorAddress {
  const { id } = JSON.parse(readFileSync(join(CITY_DIR, 'city.json'), 'utf8')) as City
  return { city: id, host: '127.0.0.1', port: MQTT_PORT, tls: false }
}

/** The dry run of a file, or the live view; the exit code says whether all would be stored. */
async function tryUplinks(options: TryOptions): Promise<void> {
  const config = readConfig()
  const dataDir = options.data ?? config.DATA_DIR
  const { file, mode } = options
  if (file === undefined) return listen(options, dataDir)
  const profiles = await loadProfiles(config.CITY_DIR)
  const cityDir = config.CITY_DIR
  const sending = { dataDir, mode, cityDir, door: () => null, profiles: async () => profiles }
  const listDevices = () => ask({ ...sending, request: { command: 'list' } })
  const isRight = await runTry({ ...options, file }, { profiles, listDevices })
  process.exitCode = isRight ? 0 : 1
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  if (args[0] === 'try') return tryUplinks(parseTryOptions(args.slice(1)))
  const options = parseOptions(args)
  const config = readConfig()
  const dataDir = options.data ?? config.DATA_DIR
  const { mode, request } = options
  const profiles = () => loadProfiles(config.CITY_DIR)
  const cityDir = config.CITY_DIR
  const door = () => doorOf(config)
  printAnswer(options, await ask({ dataDir, mode, request, cityDir, door, profiles }))
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) {
    console.error('\n使い方は npm run device -- --help で見られます。')
    console.error('npm run device -- --help tells what it can do.')
  }
  process.exitCode = 1
})
