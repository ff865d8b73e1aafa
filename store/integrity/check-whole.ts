import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Labels } from '#domain/words/labels.ts'
import { DataDamageError, restoreAdvice } from './data-damage-error.ts'

export const databaseNames = ['registry.db', 'readings.db'] as const

/**
 * Throws `DataDamageError` where a folder was copied or restored by half, or lost a file: it would
 * start as an empty city, or be saved as one. Writes nothing, and may look at a running city.
 */
export function checkWhole(path: string): void {
  const bytesOf = (name: string) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0
  const orphan = databaseNames.find((name) => bytesOf(`${name}-wal`) > 0 && bytesOf(name) === 0)
  if (orphan !== undefined) {
    throw halfWritten(path, {
      ja: `${orphan}-wal がありますが ${orphan} がないか空です`,
      en: `${orphan}-wal is there, but not ${orphan}, or it is empty`,
    })
  }
  // A first start writes the registry before it makes the other file, so this is no half of that.
  if (existsSync(join(path, 'readings.db')) && bytesOf('registry.db') === 0) {
    throw halfWritten(path, {
      ja: 'readings.db がありますが、機器の登録 registry.db がないか空です',
      en: 'readings.db is there, but not registry.db with the devices, or it is empty',
    })
  }
  if (bytesOf('readings.db') === 0 && hasRun(join(path, 'registry.db'))) {
    throw halfWritten(path, {
      ja: '一度稼働した市の registry.db がありますが、観測値 readings.db がないか空です',
      en: 'registry.db is that of a city that has run, but readings.db is missing or empty',
    })
  }
}

/**
 * Whether a city has been started with this registry: the operator's token is issued once
 * readings.db is on disk, and never by registering devices beforehand.
 */
function hasRun(registry: string): boolean {
  if (!existsSync(registry)) return false
  try {
    const db = new DatabaseSync(registry, { readOnly: true })
    try {
      return db.prepare('SELECT 1 FROM operator LIMIT 1').get() !== undefined
    } finally {
      db.close()
    }
  } catch {
    // No registry yet, or a damaged one, which the check of its content tells.
    return false
  }
}

function halfWritten(path: string, what: Labels): DataDamageError {
  return new DataDamageError(
    'DATA_HALF_WRITTEN',
    `データフォルダー ${path} が揃っていません: ${what.ja}。欠けたファイルがあれば戻してください。なければ、${restoreAdvice.ja}（バックアップがなく、新しい市として始めるときは、フォルダーを移すだけにします）\n` +
      `The data folder ${path} is not whole: ${what.en}. Copy the missing file back. ` +
      `Or: ${restoreAdvice.en} (To begin as a new city on purpose, only move it away.)`,
  )
}
