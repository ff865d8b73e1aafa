import type { Accounts } from '#accounts/accounts.ts'
import { openAccounts } from '#accounts/open.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { holdsCity } from '#store/city-elsewhere.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { CommandError } from './command-error.ts'

/** Without a server a command is the owner of the data folder while it works on its people and keys. */
export async function withAccountsAlone<T>(
  path: string,
  work: (accounts: Accounts) => T | Promise<T>,
): Promise<T> {
  if (!holdsCity(path)) {
    throw new CommandError({
      ja: `${path} の市はまだ起動したことがありません。`,
      en: `The city in ${path} has never been started`,
    })
  }
  const folder = openDataFolder(path)
  try {
    const accounts = openAccounts({ file: folder.file('registry.db'), clock: systemClock })
    try {
      return await work(accounts)
    } finally {
      accounts.close()
    }
  } finally {
    folder.close()
  }
}
