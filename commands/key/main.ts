/** `npm run key`: keys of machines, with a running city or without one. */
import { join, resolve } from 'node:path'
import type { KnownKey } from '#accounts/accounts.ts'
import { loadConfig } from '#config'
import { callAdmin, isRunning } from '#app/admin/call.ts'
import { executeKeys } from '#app/admin/keys/execute.ts'
import { keysPath, type KeysAnswer } from '#app/admin/keys/protocol.ts'
import { explainingErrors } from '#app/errors/explain-sqlite-error.ts'
import { withAccountsAlone } from '../terminal/accounts-alone.ts'
import { chooseCity } from '../terminal/choose-city.ts'
import { CommandError, tellFailure } from '../terminal/command-error.ts'
import { dataDirOf } from '../terminal/read-options.ts'
import { parseKeyOptions, usage } from './options.ts'

const describe = ({ name, capabilities, issued_ts, issued_by }: KnownKey): string => {
  const issued = new Date(issued_ts).toISOString()
  return [name, capabilities.join(','), issued, issued_by].filter(Boolean).join('  ')
}

function print(answer: KeysAnswer): void {
  if (!answer.ok) {
    const { code, detail } = answer.refusal
    throw new CommandError({ ja: detail, en: code })
  }
  if ('keys' in answer) {
    const none = '鍵はまだありません / no key yet'
    console.log(answer.keys.length === 0 ? none : answer.keys.map(describe).join('\n'))
    return
  }
  console.log(describe(answer.key))
  if (answer.secret === undefined) return
  console.log('鍵（この一度だけ表示します） / key (shown only this once)')
  console.log(`  ${answer.secret}`)
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const { request, mode } = parseKeyOptions(args)
  const dataDir = resolve(dataDirOf(loadConfig(process.env)))
  const path = join(dataDir, await chooseCity(dataDir, mode))
  const socket = join(path, 'admin.sock')
  const alone = () => withAccountsAlone(path, (accounts) => executeKeys(accounts, request))
  const answer = (await isRunning(socket))
    ? await callAdmin<KeysAnswer>(socket, request, keysPath)
    : await explainingErrors(path, alone)
  print(answer)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(tellFailure(error, 'key'))
  process.exitCode = 1
})
