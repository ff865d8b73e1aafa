import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { UpgradeProgress } from '../../store.ts'

/** What a joined moment adds beside its values: keys, receipts, changes by name, half-full pages (measured 180 in all). */
const bytesPerMoment = 200
/** Its values are written again with each message, and again as what was shown after it. */
const copiesOfValues = 4
/** The log beside the database, and some readings until somebody looks again. */
const reserveBytes = 32_000_000
/** Messages whose length stands for all. */
const sampleRows = 1_000

/** The upgrade stopped for want of room; the message says what to do. */
export class UpgradeError extends Error {
  override readonly name = 'UpgradeError'
}

/** What a person is told of a disk that became full while readings were joined. */
export function explainFullDisk(
  db: DatabaseSync,
  { keys, total }: UpgradeProgress,
  cause: unknown,
): UpgradeError {
  const file = db.location() ?? ''
  const { bavail, bsize } = statfsSync(dirname(file))
  const free = megabytes(Math.floor(bavail * bsize))
  const needed = megabytes(estimateBytes(db, total - keys))
  const [done, all] = [keys, total].map((n) => n.toLocaleString('en'))
  return new UpgradeError(
    `${file} のディスクの空きが足りず、以前の版の観測値の更新が途中で止まりました（空き${free}、残りの更新に約${needed}必要）。` +
      `データは失われていません（${all}件のうち${done}件を更新済み）。空きを${needed}以上にして起動し直すと、続きから再開します。\n` +
      `The disk of ${file} became full while readings of an earlier version were joined: ` +
      `${free} are free, the rest needs about ${needed}. Nothing is lost; ${done} of ${all} moments ` +
      'are done. Make that much room and start again: the upgrade goes on from there.',
    { cause },
  )
}

function estimateBytes(db: DatabaseSync, moments: number): number {
  const row = db
    .prepare(
      `SELECT avg(length("values")) AS n
       FROM (SELECT "values" FROM reading_revision LIMIT ${sampleRows})`,
    )
    .get()
  const bytes = bytesPerMoment + copiesOfValues * Number(row?.['n'])
  return moments * bytes + reserveBytes
}

const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`
