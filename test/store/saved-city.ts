import { join } from 'node:path'
import type { CommitItem } from '#domain/commit.ts'
import { BackupError } from '#store/backup/backup-error.ts'
import { takeBackup, type TakenBackup } from '#store/backup/take-backup.ts'
import { openRegistry } from '#store/registry/open.ts'
import {
  checkpoint,
  crossing,
  event,
  quarantine,
  reading,
  status,
  t0,
  verdict,
} from '#test/contracts/make-readings.ts'
import { createDevice } from '#test/support/start-city.ts'
import { startStore, tickingClock } from './temp-store.ts'

const clock = tickingClock()

/** The folder in which the tests' city keeps its data. */
export const dataOf = (root: string): string => join(root, 'data/live')

export const take = (root: string): Promise<TakenBackup> =>
  takeBackup({
    source: dataOf(root),
    mode: 'live',
    to: join(root, 'backups'),
    version: '1.2.3',
    clock,
  })

export const openTestRegistry = (root: string) =>
  openRegistry({ file: join(dataOf(root), 'registry.db'), clock })

/** A bit of everything that a city keeps. */
export async function fillCity(root: string) {
  const registry = openTestRegistry(root)
  registry.add(createDevice('gauge-1', 'flood'))
  registry.add(createDevice('bus-1', 'bus'))
  registry.createOperatorToken()
  const store = await startStore(dataOf(root))
  const items: CommitItem[] = [
    reading({ ts: t0 + 1 }),
    reading({ ts: t0 + 1, values: { level_m: 9 } }),
    reading({ ts: t0 + 1 }),
    event(),
    status(),
    quarantine(),
    verdict({ ts: t0 + 1 }),
    crossing(),
    checkpoint('board', 1, [{ key: 'gauge-1', value: { seen: 1 } }]),
  ]
  await store.commit(items)
  return { registry, store }
}

/** A finished backup of a small city that has been closed. */
export async function takeOne(root: string): Promise<TakenBackup> {
  const { registry, store } = await fillCity(root)
  const taken = await take(root)
  await store.close()
  registry.close()
  return taken
}

/** The code of a refusal; 'done' where there was none. */
export const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof BackupError ? error.code : error),
  )
