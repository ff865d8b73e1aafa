/** `npm run audit`: whether what people did is still as it was written. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '#config'
import type { Labels } from '#domain/words/labels.ts'
import { verifyActs, type ChainReport } from '#store/accounts/verify-acts.ts'
import { chooseCity } from '../terminal/choose-city.ts'
import { CommandError, tellFailure } from '../terminal/command-error.ts'
import { chosenMode, dataDirOf, readArguments } from '../terminal/read-options.ts'

const usage = `操作記録が書き換えられていないかを調べます（市の稼働中も使えます）
Finds an entry of the audit that was edited, taken away or moved. Also while the city runs.

  npm run audit -- verify [--head HEAD] [--live|--demo]

  --head HEAD      前回表示された値。記録ごと作り直されたことも分かります
                   what an earlier run printed: finds even a record written anew
  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --help           this text`

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const
  const options = { live: flag, demo: flag, head: { type: 'string' } } as const
  const { values, positionals } = readArguments(() =>
    parseArgs({ args, options, allowPositionals: true }),
  )
  if (positionals.join(' ') !== 'verify') {
    throw new CommandError({
      ja: '何をしますか。verify を付けてください。',
      en: 'what to do? verify',
    })
  }
  if (values.head !== undefined && !/^[0-9a-f]{64}$/.test(values.head)) {
    throw new CommandError({
      ja: '--head は64桁の16進数です。',
      en: '--head takes 64 hexadecimal digits',
    })
  }
  return { mode: chosenMode(values), head: values.head }
}

const reasons: Readonly<Record<NonNullable<ChainReport['reason']>, (seq: number) => Labels>> = {
  changed: (seq) => ({
    ja: `${seq}番の記録が書き換えられています`,
    en: `entry ${seq} was changed`,
  }),
  missing: (seq) => ({ ja: `${seq}番の記録がありません`, en: `entry ${seq} is missing` }),
  end_missing: (seq) => ({
    ja: `${seq}番からの新しい記録がありません`,
    en: `the newest entries from ${seq} on are missing`,
  }),
  beginning_missing: (seq) => ({
    ja: `${seq}番までの記録が、削除の記録なしに消えています`,
    en: `the entries up to ${seq} are gone, and no entry tells of it`,
  }),
  noted_head_missing: () => ({
    ja: '控えておいた値が記録にありません。作り直されたか、それより前のバックアップに戻されています',
    en: 'the noted head is not there: the record was written anew, or an earlier backup restored',
  }),
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const { mode, head } = parse(args)
  const dataDir = resolve(dataDirOf(loadConfig(process.env)))
  const path = join(dataDir, await chooseCity(dataDir, mode))
  const report = verifyActs(join(path, 'registry.db'), head)
  if (report.reason !== null) throw new CommandError(reasons[report.reason](report.brokenAt ?? 0))
  console.log(
    `操作記録${report.entries}件に異常はありません / ${report.entries} entries are as written`,
  )
  if (report.pruned > 0) {
    console.log(
      `${report.pruned}番までは保存期間を過ぎて削除されました / up to ${report.pruned}: deleted after their time`,
    )
  }
  console.log(`head ${report.head}`)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(tellFailure(error, 'audit'))
  process.exitCode = 1
})
