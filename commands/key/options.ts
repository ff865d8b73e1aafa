import { parseArgs } from 'node:util'
import { keyCapabilities } from '#domain/access/capabilities.ts'
import { isKeyCapability, type KeyCapability, type KeysRequest } from '#app/admin/keys/protocol.ts'
import type { CityMode } from '#store/backup/manifest.ts'
import { CommandError } from '../terminal/command-error.ts'
import { chosenMode, readArguments } from '../terminal/read-options.ts'

export const usage = `機械が使う鍵を管理します（市の稼働中も使えます）
Keys of machines, for "Authorization: Bearer". Also while the city runs.

  npm run key -- list
  npm run key -- add NAME --can city.read,metrics.read
  npm run key -- end NAME          鍵をすぐに使えなくする
                                   the key ends at once

  --can            ${keyCapabilities.join(', ')}
  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --help           this text

鍵は一度だけ表示し、どこにも保存しません。管理用リンクの鍵は npm run operator -- renew で替えます。
A key is printed once and stored nowhere; that of the operator link: npm run operator -- renew.`

const commands = ['list', 'add', 'end'] as const

interface KeyOptions {
  request: KeysRequest
  mode: CityMode | undefined
}

function readCapability(word: string): KeyCapability {
  if (isKeyCapability(word)) return word
  const known = keyCapabilities.join(', ')
  throw new CommandError({
    ja: `--can ${word} は鍵に許せることではありません。${known} から選んでください。`,
    en: `--can ${word}: choose from ${known}`,
  })
}

/** What the command line asks for; throws a `CommandError` where it makes no sense. */
export function parseKeyOptions(args: string[]): KeyOptions {
  const flag = { type: 'boolean', default: false } as const
  const options = { live: flag, demo: flag, can: { type: 'string' } } as const
  const { values, positionals } = readArguments(() =>
    parseArgs({ args, options, allowPositionals: true }),
  )
  const mode = chosenMode(values)
  const [word, name, ...rest] = positionals
  const command = commands.find((known) => known === word)
  if (!command || rest.length > 0 || (command === 'list') !== (name === undefined)) {
    throw new CommandError({
      ja: '何をしますか。list、add NAME、end NAME のどれかです。',
      en: 'what to do? list, add NAME or end NAME',
    })
  }
  if (name === undefined) return { mode, request: { command: 'list' } }
  if (command !== 'add') return { mode, request: { command: 'end', name } }
  if (values.can === undefined) {
    throw new CommandError({
      ja: `--can を付けてください: ${keyCapabilities.join(', ')}`,
      en: `say --can: ${keyCapabilities.join(', ')}`,
    })
  }
  const capabilities = values.can.split(',').map((one) => readCapability(one.trim()))
  return { mode, request: { command, name, capabilities } }
}
