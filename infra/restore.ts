/** `npm run restore`: brings a backup back as the data folder of a city that does not exist yet. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '#config'
import { loadManifest, restoreBackup } from '#store/backup/restore-backup.ts'
import { CommandError } from './backup/command-error.ts'
import { restoreTarget } from './backup/restore-target.ts'

const usage = `Brings a backup back, into a place where no city has data.

  npm run restore -- FOLDER [--to DATA_DIR]

  FOLDER           one backup, as "npm run backup" named it
  --to DATA_DIR    where the city will keep its data; default: the setting DATA_DIR. A backup of
                   the live city becomes DATA_DIR/live, one of the demo DATA_DIR/demo
  --help           this text

Nothing is overwritten: the folder must be missing or empty.`

function parse(args: string[]) {
  const to = { type: 'string' } as const
  const help = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ args, options: { to, help }, allowPositionals: true })
  } catch (error) {
    throw new CommandError((error as Error).message)
  }
}

function readDataDir(): string {
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw new CommandError(loaded.errors.join('\n'))
  return loaded.config.DATA_DIR
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parse(args)
  if (values.help) return console.log(usage)
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) throw new CommandError('give one backup folder')
  const source = resolve(folder)
  const startedMs = performance.now()
  const target = restoreTarget(values.to ?? readDataDir(), loadManifest(source).mode)
  const { taken_at: takenAt, version, journal_seq: seq } = await restoreBackup(source, target)
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  console.log(`復元完了 restored: ${target}`)
  console.log(`  as of ${takenAt}, journal up to ${seq}, by version ${version}, in ${seconds} s`)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof CommandError) {
    console.error('\nnpm run restore -- --help tells what it can do.')
  }
  process.exitCode = 1
})
