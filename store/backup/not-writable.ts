import { sqliteCodeOf } from '../disk-error.ts'

// What the system answers where a file or folder cannot be made, whatever stands in the way.
const codes: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOENT',
  'ELOOP',
  'ENAMETOOLONG',
])
// https://sqlite.org/rescode.html: the same, from SQLite.
const sqliteCodes: ReadonlySet<unknown> = new Set([3, 8, 14])

/** Could the place not be written, for another reason than its room? */
export function isNotWritable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && codes.has(error.code)) || sqliteCodes.has(sqliteCodeOf(error))
}

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
