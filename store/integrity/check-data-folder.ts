import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isFailedWrite } from '../disk-error.ts'
import { checkLog, type Finding } from './check-log.ts'
import { checkWhole, databaseNames } from './check-whole.ts'
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
    // A full disk has no room for what SQLite puts beside a file, and says nothing about the file.
    if (isFailedWrite(error)) throw error
    return [error instanceof Error ? error.message : String(error)]
  }
}

function damaged(file: string, faults: readonly string[]): DataDamageError {
  const [first = ''] = faults
  const reason = first.replaceAll('\n', ' ')
  const others = faults.length - 1
  const more =
    others > 0 ? { ja: `、ほか${others}件`, en: ` (and ${others} more)` } : { ja: '', en: '' }
  return new DataDamageError(
    'DATA_DAMAGED',
    `データベース ${file} が破損しています（${reason}${more.ja}）。手は加えていません。${restoreAdvice.ja}\n` +
      `${file} is damaged: ${reason}${more.en}. It was not touched. ${restoreAdvice.en}`,
  )
}
