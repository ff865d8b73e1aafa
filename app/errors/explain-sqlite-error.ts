import { statfsSync } from 'node:fs'
import type { Labels } from '#domain/words/labels.ts'
import { isOutOfSpace, sqliteCodeOf } from '#store/disk-error.ts'

/** Below that SQLite finds no room for the logs beside the databases. */
const nearlyFullBytes = 1_000_000

// https://sqlite.org/rescode.html
const ioError = 10
const full = 13
const readOnly = [3, 8, 14]
const busy = [5, 6]
const damaged = [11, 26]

const fullDisk = (dataDir: string, reason: string): Labels => ({
  ja: `データフォルダー ${dataDir} のディスクに空きがほとんどありません（${reason}）。不要なファイルを移すか消して、もう一度実行してください。データは変わっていません。`,
  en: `The disk of the data folder ${dataDir} has hardly any room (${reason}). Move or delete what is not needed, and try again. The data is as it was.`,
})

/** What SQLite met in a data folder, in words for the person at the terminal; undefined for an error of somebody else. */
export function explainSqliteError(error: Error, dataDir: string): Labels | undefined {
  const code = codeOf(error)
  const reason = error.message
  if (isOutOfSpace(error) || code === full) return fullDisk(dataDir, reason)
  if (code === undefined) return undefined
  // On a full disk SQLite cannot lay its shared memory down, and calls that an I/O error too.
  if (code === ioError && freeBytes(dataDir) < nearlyFullBytes) return fullDisk(dataDir, reason)
  if (code === ioError) {
    return {
      ja: `データフォルダー ${dataDir} のディスクの読み書きに失敗しました（${reason}）。ディスクの状態（dmesg）を確かめ、直らなければ別のディスクに最新のバックアップを復元してください。`,
      en: `Reading or writing the data folder ${dataDir} failed (${reason}). Look at the disk (dmesg); if it is broken, restore the newest backup to another one.`,
    }
  }
  if (readOnly.includes(code)) {
    return {
      ja: `データフォルダー ${dataDir} のファイルを開けません（${reason}）。所有者と権限を、市を動かすユーザーに合わせてください。`,
      en: `The files of the data folder ${dataDir} cannot be opened (${reason}). Give them to the user that the city runs as.`,
    }
  }
  if (busy.includes(code)) {
    return {
      ja: `データフォルダー ${dataDir} のファイルを別のプログラムが使っています（${reason}）。それを止めて、もう一度実行してください。`,
      en: `Another program holds files of the data folder ${dataDir} (${reason}). Stop it, and try again.`,
    }
  }
  if (!damaged.includes(code)) return undefined
  return {
    ja: `データフォルダー ${dataDir} のデータベースが破損しています（${reason}）。フォルダーを消さずに別の場所へ移し、最新のバックアップを復元してください: npm run restore -- BACKUP_FOLDER`,
    en: `A database in the data folder ${dataDir} is damaged (${reason}). Move the folder away and keep it, then restore the newest backup: npm run restore -- BACKUP_FOLDER`,
  }
}

/** Works on a data folder without a server; what SQLite meets there is thrown in words. */
export async function explainingErrors<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const words = error instanceof Error && explainSqliteError(error, dataDir)
    throw words ? new Error(`${words.ja}\n${words.en}`, { cause: error }) : error
  }
}

/** The store's thread hands its error over as the cause of one of its own. */
const codeOf = (error: Error): number | undefined =>
  sqliteCodeOf(error) ?? (error.name === 'StoreError' ? sqliteCodeOf(error.cause) : undefined)

function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return Infinity
  }
}
