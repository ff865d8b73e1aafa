/** `npm run operator`: a new operator link, with a running city or without one. */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openAccounts } from '#accounts/open.ts'
import { loadConfig, type Config } from '#config'
import { systemClock } from '#domain/operation/clock.ts'
import { holdsCity } from '#store/city-elsewhere.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { openRegistry } from '#store/registry/open.ts'
import { callAdmin, isRunning } from '#app/admin/call.ts'
import { type OperatorAnswer, operatorPath, renewOperator } from '#app/admin/operator.ts'
import { startAuditOfCommand } from '#app/admin/start-audit.ts'
import { chooseCity } from '../terminal/choose-city.ts'
import { CommandError, tellFailure } from '../terminal/command-error.ts'
import { chosenMode, readArguments, wrongSettings } from '../terminal/read-options.ts'
import { explainingErrors } from '#app/errors/explain-sqlite-error.ts'
import { reachableUrl } from '#app/reachable-url.ts'

const usage = `管理用リンクを新しくします。前のリンクはすぐ使えなくなります（市の稼働中も使えます）
Makes a new operator link; the one before it ends at once. Also while the city runs.

  npm run operator -- renew [--live|--demo]

  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --help           this text

リンクは一度だけ表示し、どこにも保存しません。
The link is printed once and stored nowhere.`

function parse(args: string[]) {
  const flag = { type: 'boolean', default: false } as const
  const options = { live: flag, demo: flag }
  const { values, positionals } = readArguments(() =>
    parseArgs({ args, options, allowPositionals: true }),
  )
  if (positionals.join(' ') !== 'renew') {
    throw new CommandError({
      ja: '何をしますか。renew を付けてください。',
      en: 'what to do? renew',
    })
  }
  return chosenMode(values)
}

function readConfig(): Config {
  const loaded = loadConfig(process.env)
  if ('errors' in loaded) throw wrongSettings(loaded.errors)
  return loaded.config
}

/** The first start prints a link: one made before it would say that this city has run. */
const neverStarted = (path: string) =>
  new CommandError({
    ja: `${path} の市はまだ起動したことがありません。最初の起動のときに管理用リンクが表示されます。`,
    en: `The city in ${path} has never been started: its first start prints the operator link.`,
  })

/** Without a server the tool is the owner of the data folder while it works. */
async function renewAlone(path: string, { HTTP_HOST, HTTP_PORT }: Config): Promise<OperatorAnswer> {
  if (!holdsCity(path)) throw neverStarted(path)
  const folder = openDataFolder(path)
  const audit = startAuditOfCommand(folder.file('audit.jsonl'))
  const file = folder.file('registry.db')
  const registry = openRegistry({ file, clock: systemClock })
  const accounts = openAccounts({ file, clock: systemClock })
  try {
    if (!registry.hasOperator()) throw neverStarted(path)
    const url = reachableUrl({ host: HTTP_HOST, port: HTTP_PORT })
    return renewOperator({ registry, accounts, audit }, url)
  } finally {
    accounts.close()
    registry.close()
    await audit.close()
    folder.close()
  }
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const wanted = parse(args)
  const config = readConfig()
  const dataDir = resolve(config.DATA_DIR)
  const path = join(dataDir, await chooseCity(dataDir, wanted))
  const socket = join(path, 'admin.sock')
  const { link } = (await isRunning(socket))
    ? await callAdmin<OperatorAnswer>(socket, {}, operatorPath)
    : await explainingErrors(path, () => renewAlone(path, config))
  console.log('新しい管理用リンク（この一度だけ表示します。前のリンクは使えません）')
  console.log('the new operator link (shown only this once; the one before it has ended)')
  console.log(`  ${link}`)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(tellFailure(error, 'operator'))
  process.exitCode = 1
})
