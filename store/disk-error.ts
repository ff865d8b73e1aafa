// https://sqlite.org/rescode.html
const sqliteIoError = 10
const sqliteCorrupt = 11
const sqliteFull = 13
const sqliteNotADatabase = 26
/** SQLITE_IOERR_WRITE, _SHMOPEN, _SHMSIZE and _SHMMAP: nothing was read yet that could be broken. */
const ioErrorsOfWriting: ReadonlySet<number> = new Set(
  [3, 18, 19, 21].map((where) => sqliteIoError + where * 256),
)
const outOfSpace: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** SQLite's result code with its extension; undefined for an error of somebody else. */
const extendedCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined

/** What kind of failure SQLite met; the extension only says where. */
export function sqliteCodeOf(error: unknown): number | undefined {
  const code = extendedCode(error)
  return code === undefined ? undefined : code % 256
}

/** Did the disk have no room, whoever noticed it? */
export function isOutOfSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (sqliteCodeOf(error) === sqliteFull) return true
  return 'code' in error && outOfSpace.has(error.code)
}

/** Did SQLite find the file itself broken? */
export function isCorrupt(error: unknown): boolean {
  const code = sqliteCodeOf(error)
  return code === sqliteCorrupt || code === sqliteNotADatabase
}

/** Did SQLite fail to write beside a file, which says nothing about the file? */
export function isFailedWrite(error: unknown): boolean {
  const code = extendedCode(error)
  return isOutOfSpace(error) || (code !== undefined && ioErrorsOfWriting.has(code))
}
