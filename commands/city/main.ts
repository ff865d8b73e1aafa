/** `npm run city`: makes a city folder from downloaded files, and checks one. */
import { loadConfig } from '#config'
import { kinds } from '#domain/kinds/index.ts'
import type { CityMode } from '#store/backup/manifest.ts'
import { printRefusal } from '../device/print.ts'
import { chooseCity } from '../terminal/choose-city.ts'
import { applyFolder } from './apply.ts'
import { compareCities } from './compare-cities.ts'
import { printApply } from './print-apply.ts'
import { checkFolder, listFindings } from './check-folder.ts'
import type { ImportRequest } from './import/request.ts'
import { runImport } from './import/run-import.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { dataDirOf } from '../terminal/read-options.ts'
import { listMigrated } from './list-migrated.ts'
import { parseCityOptions, usage } from './options.ts'

async function check(folder: string): Promise<void> {
  const { isSound, report } = await checkFolder(folder, kinds)
  console.log(report)
  const loaded = loadConfig(process.env)
  if (isSound && 'config' in loaded) {
    for (const line of await compareCities(folder, loaded.config)) console.log(line)
  }
  process.exitCode = isSound ? 0 : 1
}

async function importFiles(request: ImportRequest): Promise<void> {
  const { isWritten, findings, summary } = await runImport(request, kinds, (line) =>
    console.log(line),
  )
  for (const line of [...summary, ...listFindings(findings)]) console.log(line)
  if (isWritten) {
    console.log(`\n完了 done. CITY_DIR=${request.to} npm start`)
    return
  }
  console.error('\n何も書き込んでいません。 Nothing was written.')
  process.exitCode = 1
}

async function apply(options: { mode: CityMode | undefined; dryRun: boolean }): Promise<void> {
  const loaded = loadConfig(process.env)
  const dataDir = dataDirOf(loaded)
  const cityDir = 'config' in loaded ? loaded.config.CITY_DIR : ''
  const mode = await chooseCity(dataDir, options.mode)
  const answer = await applyFolder({ dataDir, cityDir, mode, dryRun: options.dryRun })
  if (answer.ok) console.log(printApply(answer))
  else console.error(printRefusal(answer.refusal))
  process.exitCode = answer.ok && answer.refused.length === 0 ? 0 : 1
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const options = parseCityOptions(args)
  if (options.command === 'check') await check(options.folder)
  else if (options.command === 'apply') await apply(options)
  else if (options.command === 'migrated') {
    const dataDir = dataDirOf(loadConfig(process.env))
    await listMigrated({ dataDir, mode: options.mode, kinds }, (line) => console.log(line))
  } else await importFiles(options.request)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  if (error instanceof UsageError) {
    console.error('\n使い方は npm run city -- --help で見られます。')
    console.error('npm run city -- --help tells what it can do.')
  }
  process.exitCode = 1
})
