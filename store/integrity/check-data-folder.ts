import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { checkLog, type Finding } from './check-log.ts'
import { DataDamageError, restoreAdvice } from './data-damage-error.ts'

export interface FolderCheck {
  /** A data folder whose lock is held. */
  path: string
  /**
   * Databases up to this size are read whole (`quick_check`, about 200 MB in a second of processor
   * time); of larger ones only the beginning. 0 reads none.
   */
  wholeUpToBytes: number
}

const databaseNames = ['registry.db', 'readings.db'] as const

/**
 * Looks at a data folder before anything opens it. Throws `DataDamageError` where going on would
 * make things worse; what the operator should know besides is returned. Writes nothing, except
 * that it keeps a damaged log aside.
 */
export function checkDataFolder({ path, wholeUpToBytes }: FolderCheck): Finding[] {
  checkWhole(path)
  const files = databaseNames.map((name) => join(path, name)).filter((file) => existsSync(file))
  const findings = files.flatMap((file) => checkLog(file) ?? [])
  for (const file of files) {
    const finding = checkFile(file, wholeUpToBytes)
    if (finding) findings.push(finding)
  }
  return findings
}

/** A folder that was copied or restored by half would start as an empty city. */
function checkWhole(path: string): void {
  const bytesOf = (name: string) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0
  const orphan = databaseNames.find((name) => bytesOf(`${name}-wal`) > 0 && bytesOf(name) === 0)
  if (orphan !== undefined) throw halfWritten(path, `${orphan}-wal is there, but not ${orphan}`)
  if (bytesOf('readings.db') > 0 && bytesOf('registry.db') === 0) {
    throw halfWritten(path, 'readings.db is there, but not registry.db with the devices')
  }
}

function halfWritten(path: string, what: string): DataDamageError {
  return new DataDamageError(
    'DATA_HALF_WRITTEN',
    `データフォルダーが揃っていません: ${path}\n` +
      `The data folder ${path} is not whole: ${what}. Copy the missing file back. ` +
      `Or: ${restoreAdvice}`,
  )
}

function checkFile(file: string, wholeUpToBytes: number): Finding | undefined {
  const { size: bytes } = statSync(file)
  const isWhole = bytes <= wholeUpToBytes
  const faults = findFaults(file, isWhole)
  if (faults.length > 0) throw damaged(file, faults)
  if (isWhole) return undefined
  return {
    level: 'info',
    message: 'The file is too large to be read whole at every start; npm run backup does it',
    facts: { file: basename(file), bytes, whole_up_to_bytes: wholeUpToBytes },
  }
}

/** What SQLite finds wrong, in its own words. */
function findFaults(file: string, isWhole: boolean): string[] {
  try {
    const db = new DatabaseSync(file, { readOnly: true })
    try {
      // Reading anything compares the file's length with what its header says.
      db.prepare('SELECT count(*) FROM sqlite_schema').get()
      if (!isWhole) return []
      const found = db.prepare('PRAGMA quick_check(10)').all()
      return found.map((row) => String(row['quick_check'])).filter((line) => line !== 'ok')
    } finally {
      db.close()
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function damaged(file: string, faults: readonly string[]): DataDamageError {
  const [first = ''] = faults
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  return new DataDamageError(
    'DATA_DAMAGED',
    `データベースが破損しています: ${file}\n` +
      `${file} is damaged: ${first.replaceAll('\n', ' ')}${more}. It was not touched. ${restoreAdvice}`,
  )
}
