import { parseArgs } from 'node:util'
import { roleNames, roles, type Role } from '#domain/access/roles.ts'
import type { PeopleRequest } from '#app/admin/people/protocol.ts'
import type { CityMode } from '#store/backup/manifest.ts'
import { CommandError } from '../terminal/command-error.ts'
import { chosenMode, readArguments } from '../terminal/read-options.ts'

const roleList = roles.map((role) => `${role} ${roleNames[role].ja}`).join(', ')

export const usage = `利用者（ログインできる人）を管理します（市の稼働中も使えます）
People who may log in. Also while the city runs.

  npm run person -- list
  npm run person -- add NAME --display 表示名 --roles officer,viewer
  npm run person -- reset NAME     新しいパスワードを発行し、停止も解除する
                                   a new password; a disabled person is let in again
  npm run person -- disable NAME   ログインを停止し、開いている画面も閉じる
                                   ends their sessions at once
  npm run person -- enable NAME

  --roles          ${roleList}
  --live, --demo   the city of "npm run serve" or of "npm start"; default: the one that runs
  --help           this text

パスワードは一度だけ表示し、どこにも保存しません。本人はログイン後に自分で変更します。
A password is printed once and stored nowhere; its owner changes it after the log-in.`

const commands = ['list', 'add', 'reset', 'disable', 'enable'] as const

/** Reads a role by its code or by its Japanese name. */
function readRole(word: string): Role {
  const found = roles.find((role) => role === word || roleNames[role].ja === word)
  if (found) return found
  throw new CommandError({
    ja: `--roles ${word} は役割ではありません。${roleList} から選んでください。`,
    en: `--roles ${word}: choose from ${roles.join(', ')}`,
  })
}

interface PersonOptions {
  request: PeopleRequest
  mode: CityMode | undefined
}

/** What the command line asks for; throws a `CommandError` where it makes no sense. */
export function parsePersonOptions(args: string[]): PersonOptions {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  const options = { live: flag, demo: flag, display: text, roles: text }
  const { values, positionals } = readArguments(() =>
    parseArgs({ args, options, allowPositionals: true }),
  )
  const mode = chosenMode(values)
  const [word, name, ...rest] = positionals
  const command = commands.find((known) => known === word)
  if (!command || rest.length > 0 || (command === 'list') !== (name === undefined)) {
    throw new CommandError({
      ja: '何をしますか。list、add NAME、reset NAME、disable NAME、enable NAME のどれかです。',
      en: 'what to do? list, add NAME, reset NAME, disable NAME or enable NAME',
    })
  }
  if (name === undefined) return { mode, request: { command: 'list' } }
  if (command !== 'add') {
    return { mode, request: { command: command as 'reset' | 'disable' | 'enable', name } }
  }
  if (values.roles === undefined) {
    throw new CommandError({
      ja: `--roles を付けてください: ${roleList}`,
      en: `say --roles: ${roles.join(', ')}`,
    })
  }
  const wanted = values.roles.split(',').map((role) => readRole(role.trim()))
  return { mode, request: { command, name, display_name: values.display ?? name, roles: wanted } }
}
