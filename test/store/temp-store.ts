import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kind } from '#domain/kinds/kind.ts'
import { kinds as allKinds } from '#domain/kinds/index.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import type { Store } from '#store/store.ts'

export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'machimori-store-'))

/** A clock that goes one millisecond a look. */
export function tickingClock(start = Date.UTC(2026, 6, 1)) {
  let now = start
  return { now: () => (now += 1), monotonicMs: () => now }
}

export function startStore(
  folder: string,
  kinds: readonly Kind[] = allKinds,
  timeZone = 'Asia/Tokyo',
): Promise<Store> {
  return startSqliteStore({ folder, kinds, timeZone, clock: tickingClock() })
}

/** A store in a folder of its own, for the contract suite. */
export async function createTempStore() {
  const folder = await makeFolder()
  const under = {
    store: await startStore(folder),
    async reopen() {
      await under.store.close()
      return startStore(folder)
    },
    async remove() {
      await under.store.close()
      await rm(folder, { recursive: true })
    },
  }
  return under
}
