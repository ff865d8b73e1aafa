import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { City } from '#domain/wire/city.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { kinds } from '#domain/kinds/index.ts'
import type { Config } from '#config'
import { startArchive } from '#archive/follow/start.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { openRegistry } from '#store/registry/open.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import { createClosing } from '#app/closing.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { executeArchive } from '#app/admin/archive/execute.ts'
import type { ArchiveAnswer, ArchiveRequest } from '#app/admin/archive/protocol.ts'
import { keepsOf } from '#app/keeps.ts'
import { openArchive } from '#app/open-archive.ts'

/** Without a server the command owns the data folder while it works; its lock tells others. */
export async function executeAlone(
  path: string,
  config: Config,
  request: ArchiveRequest,
): Promise<ArchiveAnswer> {
  const { id, time_zone: timeZone } = readCity(config)
  const common = { kinds, timeZone, clock: systemClock }
  const isDemo = basename(path) === 'demo'
  const database = openArchive(config, { ...common, city: id, isDemo })
  if (!database)
    throw new UsageError({ ja: 'INFLUX_URL が設定されていません。', en: 'INFLUX_URL is not set' })
  const closing = createClosing(() => undefined)
  try {
    const folder = openDataFolder(path)
    closing.add('data folder', folder.close)
    const directory = openRegistry({ file: folder.file('registry.db'), clock: systemClock })
    closing.add('registry', directory.close)
    const store = await startSqliteStore({ ...common, folder: folder.path })
    closing.add('store', store.close)
    const retentionMs = config.RETENTION_DAYS * 86_400_000
    const archive = await startArchive({ ...common, database, store, directory, retentionMs })
    closing.add('archive', archive.close)
    const parts = { archive, store, directory, clock: systemClock, keeps: keepsOf(config) }
    const answer = await executeArchive(parts, request)
    if (request.command === 'backfill') await archive.settled()
    return answer.ok ? { ...answer, state: archive.state() } : answer
  } finally {
    await closing.close()
  }
}

export function readCity({ CITY_DIR }: Config): City {
  return JSON.parse(readFileSync(join(CITY_DIR, 'city.json'), 'utf8')) as City
}
