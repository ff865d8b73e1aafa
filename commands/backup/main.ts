/** `npm run backup`: copies a city's data away, also while it runs, and reads the copy back. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '#config'
import { systemClock } from '#domain/operation/clock.ts'
import type { Miscount } from '#store/backup/list-miscounts.ts'
import type { Manifest } from '#store/backup/manifest.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { chooseCity } from '../terminal/choose-city.ts'
import { tellFailure } from '../terminal/command-error.ts'
import { breakable } from '../terminal/on-signal.ts'
import { chosenMode, dataDirOf, readArguments, readFolder } from '../terminal/read-options.ts'
import { readVersion } from '../terminal/version.ts'

const usage = `市のデータを新しいフォルダーに写し（稼働中も可）、写しを読み返して確かめます。
Copies a city's data to a new folder, also while the city runs, and reads it back.

  npm run backup -- [--to FOLDER] [--live|--demo]

  --to FOLDER      バックアップを集めるフォルダー（./backups）。別のディスクを勧めます
                   where backups are collected (./backups); best on another disk
  --live, --demo   "npm run serve" の市か "npm start" の市。指定がなければ動いている方
                   the city of "npm run serve" or of "npm start"; default: the one that runs
  --help           この説明  this text

市のデータの場所は設定 DATA_DIR です。
The setting DATA_DIR says where the city keeps its data.`

const brokenOff = {
  ja: 'バックアップを中断しました。途中のものは消しました。市のデータはそのままです。',
  en: 'The backup was broken off. What was begun is removed; the city keeps its data.',
}

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const
  const to = { type: 'string', default: './backups' } as const
  const options = { to, live: flag, demo: flag, help: flag }
  return readArguments(() => parseArgs({ args, options }).values)
}

function describe({ files, journal_seq }: Manifest, elapsedMs: number): string {
  const rows = files.flatMap((file) => Object.entries(file.rows))
  const readings = rows
    .filter(([table]) => table.startsWith('reading_') && table !== 'reading_revision')
    .reduce((sum, [, count]) => sum + count, 0)
  const count = (table: string) => rows.find(([name]) => name === table)?.[1] ?? 0
  const megabytes = (files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000).toFixed(1)
  const seconds = (elapsedMs / 1000).toFixed(1)
  return (
    `  観測値${readings}件、乗降などの記録${count('event')}件、到達・解除記録${count('crossing')}件、` +
    `ジャーナル${journal_seq}まで、${megabytes} MB、読み返して照合済み（${seconds}秒）\n` +
    `  ${readings} readings, ${count('event')} events, ${count('crossing')} crossings, ` +
    `journal up to ${journal_seq}, ${megabytes} MB, read back and compared in ${seconds} s`
  )
}

/** The backup is good; the city it is of is not. */
function warn({ table, counted, expected }: Miscount): string {
  return (
    `警告：表 ${table} は${expected}件あるはずですが、${counted}件です。記録が失われたか、ファイルが書き換えられています。` +
    '古いバックアップを消さずに残してください。\n' +
    `Warning: table ${table} should have ${expected} rows and has ${counted}. Records were lost, or ` +
    'somebody changed the file. Keep the older backups.'
  )
}

async function run(args: string[]): Promise<void> {
  const options = parse(args)
  if (options.help) return console.log(usage)
  const to = resolve(readFolder('--to', options.to))
  const dataDir = resolve(dataDirOf(loadConfig(process.env)))
  const mode = await chooseCity(dataDir, chosenMode(options))
  const startedMs = performance.now()
  const job = { source: join(dataDir, mode), mode, to, version: readVersion(), clock: systemClock }
  const { folder, manifest, removed, miscounts } = await breakable(
    (ending) => takeBackup({ ...job, ending }),
    brokenOff,
    (code) => process.exit(code),
  )
  for (const left of removed) {
    console.log(
      `以前に中断されたバックアップの残りを消しました removed what was left of an interrupted backup: ${left}`,
    )
  }
  console.log(`バックアップ完了 backup done: ${folder}`)
  console.log(describe(manifest, performance.now() - startedMs))
  for (const miscount of miscounts) console.error(warn(miscount))
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(tellFailure(error, 'backup'))
  process.exitCode = 1
})
