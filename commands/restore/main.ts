/** `npm run restore`: brings a backup back as the data folder of a city that does not exist yet. */
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '#config'
import { loadManifest } from '#store/backup/load-manifest.ts'
import type { Manifest } from '#store/backup/manifest.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { CommandError, tellFailure } from '../terminal/command-error.ts'
import { breakable } from '../terminal/on-signal.ts'
import { dataDirOf, readArguments, readFolder } from '../terminal/read-options.ts'
import { restoreTarget } from './restore-target.ts'

const usage = `バックアップを、まだ市のデータがない場所に戻します。
Brings a backup back, into a place where no city has data.

  npm run restore -- FOLDER [--to DATA_DIR]

  FOLDER           "npm run backup" が作ったフォルダーを一つ
                   one backup, as "npm run backup" named it
  --to DATA_DIR    これから市のデータを置く場所。指定がなければ設定 DATA_DIR。live のバックアップは
                   DATA_DIR/live に、demo は DATA_DIR/demo になります
                   where the city will keep its data; default: the setting DATA_DIR. A backup of
                   the live city becomes DATA_DIR/live, one of the demo DATA_DIR/demo
  --help           この説明  this text

上書きはしません。戻す先は、ないか空のフォルダーだけです。
Nothing is overwritten: the folder must be missing or empty.`

const brokenOff = {
  ja: '復元を中断しました。途中のものは消しました。もう一度実行できます。',
  en: 'The restore was broken off. What was begun is removed; it can be run again.',
}

function parse(args: string[]) {
  const to = { type: 'string' } as const
  const help = { type: 'boolean', default: false } as const
  return readArguments(() => parseArgs({ args, options: { to, help }, allowPositionals: true }))
}

/** What is there now, and the very DATA_DIR to start with: a start with another one is another city. */
function describe(manifest: Manifest, target: string, elapsedMs: number): string {
  const { mode, taken_at: takenAt, version, journal_seq: seq } = manifest
  const seconds = (elapsedMs / 1000).toFixed(1)
  const start = mode === 'live' ? 'npm run serve' : 'npm start'
  return [
    `復元完了 restored: ${target}`,
    `  ${takenAt} 時点、ジャーナル${seq}まで、版 ${version}（${seconds}秒）`,
    `  as of ${takenAt}, journal up to ${seq}, by version ${version}, in ${seconds} s`,
    `  起動 start: DATA_DIR=${quote(dirname(target))} ${start}`,
  ].join('\n')
}

/** As a shell takes it, so that the line can be pasted. */
const quote = (path: string) =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parse(args)
  if (values.help) return console.log(usage)
  const [folder, ...others] = positionals
  if (folder === undefined || others.length > 0) {
    throw new CommandError({
      ja: 'バックアップのフォルダーを一つ指定してください。',
      en: 'give one backup folder',
    })
  }
  const source = resolve(readFolder('FOLDER', folder))
  const dataDir =
    values.to === undefined ? dataDirOf(loadConfig(process.env)) : readFolder('--to', values.to)
  const startedMs = performance.now()
  const target = restoreTarget(dataDir, loadManifest(source).mode)
  const manifest = await breakable(
    (ending) => restoreBackup(source, target, ending),
    brokenOff,
    (code) => process.exit(code),
  )
  console.log(describe(manifest, target, performance.now() - startedMs))
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(tellFailure(error, 'restore'))
  process.exitCode = 1
})
