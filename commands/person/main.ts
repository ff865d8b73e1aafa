/** `npm run person`: people who may log in, with a running city or without one. */
import { join, resolve } from 'node:path'
import { loadConfig } from '#config'
import { roleNames } from '#domain/access/roles.ts'
import type { KnownPerson } from '#accounts/accounts.ts'
import { callAdmin, isRunning } from '#app/admin/call.ts'
import { executePeople } from '#app/admin/people/execute.ts'
import { peoplePath, type PeopleAnswer } from '#app/admin/people/protocol.ts'
import { explainingErrors } from '#app/errors/explain-sqlite-error.ts'
import { withAccountsAlone } from '../terminal/accounts-alone.ts'
import { chooseCity } from '../terminal/choose-city.ts'
import { CommandError, tellFailure } from '../terminal/command-error.ts'
import { dataDirOf } from '../terminal/read-options.ts'
import { parsePersonOptions, usage } from './options.ts'

function describe({ name, display_name, roles, disabled }: KnownPerson): string {
  const words = roles.map((role) => `${roleNames[role].ja} ${role}`).join(', ')
  return [name, display_name, words, disabled ? '停止中 disabled' : ''].filter(Boolean).join('  ')
}

function print(answer: PeopleAnswer): void {
  if (!answer.ok) {
    const { code, detail } = answer.refusal
    throw new CommandError({ ja: detail, en: code })
  }
  if ('people' in answer) {
    const none = '利用者はまだいません / no person yet'
    console.log(answer.people.length === 0 ? none : answer.people.map(describe).join('\n'))
    return
  }
  console.log(describe(answer.person))
  if (answer.password === undefined) return
  console.log('パスワード（この一度だけ表示します） / password (shown only this once)')
  console.log(`  ${answer.password}`)
}

async function run(args: string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) return console.log(usage)
  const { request, mode } = parsePersonOptions(args)
  const dataDir = resolve(dataDirOf(loadConfig(process.env)))
  const path = join(dataDir, await chooseCity(dataDir, mode))
  const socket = join(path, 'admin.sock')
  const answer = (await isRunning(socket))
    ? await callAdmin<PeopleAnswer>(socket, request, peoplePath)
    : await explainingErrors(path, () =>
        withAccountsAlone(path, (accounts) => executePeople(accounts, request)),
      )
  print(answer)
}

run(process.argv.slice(2)).catch((error: unknown) => {
  console.error(tellFailure(error, 'person'))
  process.exitCode = 1
})
