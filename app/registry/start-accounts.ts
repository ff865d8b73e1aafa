import type { Accounts } from '#accounts/accounts.ts'
import { openAccounts } from '#accounts/open.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { Log } from '#domain/operation/log.ts'
import type { Closing } from '../closing.ts'

/** What is kept for years need not go to the hour. */
const pruneEveryMs = 86_400_000

/** Opens people, sessions and keys; acts older than records are kept go now and once a day. */
export function startAccounts(options: {
  file: string
  clock: Clock
  /** How long acts are kept, ms. */
  recordsMs: number
  log: Log
  closing: Closing
}): Accounts {
  const { file, clock, recordsMs, log, closing } = options
  const accounts = openAccounts({
    file,
    clock,
    onTrouble: (error) => log('error', 'A refused log-in could not be recorded', { error }),
  })
  const prune = () => {
    try {
      const acts = accounts.pruneActs(clock.now() - recordsMs)
      if (acts > 0) log('info', 'Acts past their time were deleted', { acts })
    } catch (error) {
      log('error', 'Acts past their time could not be deleted; it is tried again', { error })
    }
  }
  prune()
  const timer = setInterval(prune, pruneEveryMs).unref()
  closing.add('accounts', () => {
    clearInterval(timer)
    accounts.close()
  })
  return accounts
}
