import { parseArgs } from 'node:util'
import { creditedParts, type CreditedPart } from '#domain/city/city.ts'
import { readCityCode } from '#domain/city/folder/code.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { encodings } from '#domain/tables/decode-text.ts'
import { themes } from './import/identify.ts'
import { datums } from './import/judge-datum.ts'
import type { CityMode } from '#store/backup/manifest.ts'
import { chosenMode } from '../terminal/read-options.ts'
import type { ImportRequest } from './import/request.ts'

export const usage = `市はフォルダーです。設定 CITY_DIR で指定します。
A city is a folder; CITY_DIR points to it.

  npm run city -- check DIR     everything that is wrong with it, and what would make it better
  npm run city -- import FILE… --to DIR [options]
                                makes a city folder of downloaded files, or adds to one
  npm run city -- apply [--dry-run] [--live|--demo]
                                CITY_DIR の devices.json を登録に取り込む（--dry-run は違いを示すだけ）
                                takes over what devices.json of CITY_DIR says; --dry-run only tells
  npm run city -- migrated [--live|--demo]
                                更新で項目が戻った観測値の一覧
                                readings that show fields again since an update

Files: 国土数値情報 N03 行政区域, W05 河川, W09 湖沼, N01/N13 道路 and OpenStreetMap as shapefile
(.shp with .dbf and .prj beside it, or the .zip as it came) or GeoJSON; 指定緊急避難場所 and
公衆無線LAN as CSV; towns of Geolonia 住所データ as JSON. What does not say what it is: rivers=FILE,
lakes=FILE, roads=FILE, municipalities=FILE.

  --code 08229       全国地方公共団体コード of the city (5 or 6 digits)
  --name 稲敷市       --name-en Inashiki   --kana いなしきし   --id inashiki (first part of topics)
  --merge            adds to a folder that is there; --force begins it anew
  --credit "rivers=出典 / source"   for files that do not say where they are from
  --tolerance 5      how far a simplified line may lie from the original, metres
  --margin 10000     how far around the city layers reach, metres
  --datum JGD2011    of shapefiles without .prj (${datums.join(', ')})
  --encoding cp932   of texts that do not say it (${encodings.join(', ')})
  --help             this text

Nothing is written where anything is wrong. docs/city-folder.md describes every file.`

export type CityOptions =
  | { command: 'check'; folder: string }
  | { command: 'import'; request: ImportRequest }
  | { command: 'migrated'; mode: CityMode | undefined }
  | { command: 'apply'; mode: CityMode | undefined; dryRun: boolean }

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const flags = {
  to: text,
  code: text,
  name: text,
  'name-en': text,
  kana: text,
  id: text,
  merge: flag,
  force: flag,
  live: flag,
  demo: flag,
  'dry-run': flag,
  credit: { type: 'string', multiple: true },
  tolerance: text,
  margin: text,
  datum: text,
  encoding: text,
} as const

/** Reads the command line; throws `UsageError` with a sentence for people. */
export function parseCityOptions(args: string[]): CityOptions {
  const { values, positionals } = parse(args)
  const [command, ...rest] = positionals
  if (command === 'import') return { command, request: readRequest(values, rest) }
  if (command === 'migrated') return { command, mode: readMode(values) }
  if (command === 'apply') {
    return { command, mode: readMode(values), dryRun: values['dry-run'] === true }
  }
  if (command !== 'check')
    throw new UsageError({
      ja: '何をしますか。check、import、apply、migrated のどれかを指定してください。',
      en: 'what to do? check, import, apply or migrated',
    })
  const [folder, ...more] = rest
  if (folder === undefined || more.length > 0)
    throw new UsageError({
      ja: '調べるフォルダーを一つ指定してください。',
      en: 'check which folder?',
    })
  return { command, folder }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

type Values = ReturnType<typeof parse>['values']

function readRequest(values: Values, files: readonly string[]): ImportRequest {
  if (files.length === 0)
    throw new UsageError({ ja: '取り込むファイルを指定してください。', en: 'import which files?' })
  if (!values.to)
    throw new UsageError({
      ja: '--to で書き込むフォルダーを指定してください。',
      en: '--to is missing: into which folder?',
    })
  return {
    files: files.map(readFile),
    to: values.to,
    existing: readExisting(values),
    code: readCode(values.code),
    id: values.id,
    name: readNames(values),
    credits: (values.credit ?? []).map(readCredit),
    toleranceM: readMetres('tolerance', values.tolerance ?? '5', 1_000),
    marginM: readMetres('margin', values.margin ?? '10000', 100_000),
    datum: oneOf('datum', values.datum, datums),
    encoding: oneOf('encoding', values.encoding, encodings),
  }
}

const readMode = ({ live = false, demo = false }: Values) => chosenMode({ live, demo })

function readExisting({ merge, force }: Values): ImportRequest['existing'] {
  if (merge && force)
    throw new UsageError({
      ja: '--merge と --force はどちらか一つにしてください。',
      en: '--merge and --force exclude each other',
    })
  if (merge) return 'merge'
  return force ? 'replace' : 'refuse'
}

function readCode(word: string | undefined): string | undefined {
  if (word === undefined) return undefined
  const code = readCityCode(word)
  if (code === undefined)
    throw new UsageError({
      ja: `--code ${word} は全国地方公共団体コードではありません。`,
      en: `--code ${word} is no 全国地方公共団体コード`,
    })
  return code
}

function readNames({ name: ja, 'name-en': en, kana }: Values): ImportRequest['name'] {
  return { ...(ja && { ja }), ...(en && { en }), ...(kana && { kana }) }
}

function readFile(word: string): ImportRequest['files'][number] {
  const theme = themes.find((name) => word.startsWith(`${name}=`))
  return { path: theme ? word.slice(theme.length + 1) : word, theme }
}

function readCredit(word: string): ImportRequest['credits'][number] {
  const [layer = '', ...rest] = word.split('=')
  const [ja = '', en = ja] = rest.join('=').split(' / ')
  const isPart = (name: string): name is CreditedPart => creditedParts.some((part) => part === name)
  if (!isPart(layer) || ja.trim() === '') {
    throw new UsageError({
      ja: `--credit ${word}: 「LAYER=出典」の形で書いてください（LAYER は ${creditedParts.join(', ')}）。`,
      en: `--credit ${word}: write LAYER=出典, with ${creditedParts.join(', ')}`,
    })
  }
  return { layer, ja: ja.trim(), en: en.trim() }
}

function readMetres(name: string, word: string, max: number): number {
  const metres = word.trim() === '' ? NaN : Number(word)
  if (metres >= 0 && metres <= max) return metres
  throw new UsageError({
    ja: `--${name} ${word}: 0から${max}までのメートルで指定してください。`,
    en: `--${name} ${word} is no number of metres from 0 to ${max}`,
  })
}

function oneOf<T extends string>(name: string, word: string | undefined, known: readonly T[]) {
  if (word === undefined) return undefined
  const found = known.find((each) => each.toLowerCase() === word.toLowerCase())
  if (found) return found
  throw new UsageError({
    ja: `--${name} ${word}: ${known.join('、')} のどれかにしてください。`,
    en: `--${name} ${word}: one of ${known.join(', ')}`,
  })
}
