import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Accounts, BegunSession } from '#accounts/accounts.ts'
import type { AccountLimits } from '#accounts/limits.ts'
import { openAccounts } from '#accounts/open.ts'
import type { Actor } from '#domain/access/act.ts'
import type { Clock } from '#domain/operation/clock.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'

export const hour = 3_600_000
export const minute = 60_000
export const password = 'kawa no mizu ga 3 m made'
export const office = { address: '192.0.2.7', agent: 'Firefox' }
export const byCommand: Actor = { sort: 'command', id: null, name: '', address: 'local' }

/** A clock that stands still until a test moves one of its hands. */
export const stillClock = () => {
  const hands = { wall: 1_795_000_000_000, monotonic: 0 }
  const clock: Clock = { now: () => hands.wall, monotonicMs: () => hands.monotonic }
  const pass = (ms: number) => {
    hands.wall += ms
    hands.monotonic += ms
  }
  return { hands, clock, pass }
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

export function makeFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'machimori-accounts-'))
  folders.push(folder)
  return join(folder, 'registry.db')
}

/** The result of something that must not be refused. */
export function get<T extends object>(result: T | Refusal): Exclude<T, Refusal> {
  if (isRefusal(result)) throw new Error(`${result.code}: ${result.detail}`)
  return result as Exclude<T, Refusal>
}

/** Accounts with one administrator, `sato`, who has logged in. */
export async function openWithAdmin(limits: Partial<AccountLimits> = {}, file = makeFile()) {
  const time = stillClock()
  const open = (): Accounts => openAccounts({ file, clock: time.clock, limits })
  const accounts = open()
  const first = { name: 'sato', display_name: '佐藤', password }
  const begun: BegunSession = get(await accounts.setUp(accounts.setUpToken() ?? '', first, office))
  const admin = accounts.findPersonByName('sato')
  if (!admin) throw new Error('No administrator')
  return { ...time, file, open, accounts, begun, admin }
}
