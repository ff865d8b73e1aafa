/** `npm run backup`: copies a city's data away, also while it runs, and reads the copy back. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '#config'
import { systemClock } from '#domain/clock.ts'
import type { CityMode, Manifest } from '#store/backup/manifest.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { chooseCity } from './backup/choose-city.ts'
import { CommandError } from './backup/command-error.ts'
import { readVersion } from './backup/version.ts'

const usage = `Copies a city's data to a new folder, also while the city runs, and reads it back.

  npm run backup -- [--to FOLDER] [--live|--demo]

  --to FOLDER      where backups are collected (./backups); best on another disk
  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --help           this text

The setting DATA_DIR says where the city keeps its data.`

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const
  const to = { type: 'string', default: './backups' } as const
  try {
    return parseArgs({ args, options: { to, live: flag, demo: flag, help: flag } }).values
  } catch (error) {
    throw new CommandError((error as Error).message)
  }
}

function readDataDir(): string {
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw new CommandError(loaded.errors.join('\n'))
  return resolve(loaded.config.DATA_DIR)
}

function modeOf({ live, demo }: { live: boolean; demo: boolean }): CityMode | undefined {
  if (live && demo) throw new CommandError('--live and --demo exclude each other')
  return live ? 'live' : demo ? 'demo' : undefined
}

function describe({ files, journal_seq }: Manifest, elapsedMs: number): string {
  const rows = files.flatMap((file) => Object.entries(file.rows))
  const readings = rows
    .filter(([table]) => table.startsWith('reading_') && table !== 'reading_revision')
    .reduce((sum, [, count]) => sum + count, 0)
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000
  return (
    `  ${readings} readings, journal up to ${journal_seq}, ${megabytes.toFixed(1)} MB, ` +
    `read back and compared in ${(elapsedMs / 1000).toFixed(1)} s`
  )
}

async function run(args: string[]): Promise<void> {
  const options = parse(args)
  if (options.help) return console.log(usage)
  const dataDir = readDataDir()
  const mode = await chooseCity(dataDir, modeOf(options))
  const startedMs = performance.now()
  const { folder, manifest } = await takeBackup({
    source: join(dataDir, mode),
    mode,
    to: resolve(options.to),
    version: readVersion(),
    clock: systemClock,
  })
  console.log(`バックアップ完了 backup done: ${folder}`)
  console.log(describe(manifest, performance.now() - startedMs))
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof CommandError) {
    console.error('\nnpm run backup -- --help tells what it can do.')
  }
  process.exitCode = 1
})
