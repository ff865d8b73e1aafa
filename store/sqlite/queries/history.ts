import type { Flag } from '#domain/readings/flags.ts'
import type { Reading, Verdict } from '#domain/readings/reading.ts'
import type { LaterVerdict, Store } from '../../store.ts'
import { splitReasons } from '../tables/reading-codec.ts'
import { createVersionFinder } from './find-version.ts'
import { getTable, type QueryScope } from './scope.ts'

/** Every version of one reading, oldest first. */
export function listRevisions(
  scope: QueryScope,
  [kind, device, ts]: Parameters<Store['listRevisions']>,
): Reading[] {
  const table = getTable(scope, kind)
  const no = scope.findDevice(device)
  if (no === undefined) return []
  return createVersionFinder(scope, table)({ no, id: device }, ts).map(({ reading }) => reading)
}

/** The later verdicts on one reading, oldest first. */
export function listVerdicts(
  scope: QueryScope,
  [kind, device, ts]: Parameters<Store['listVerdicts']>,
): LaterVerdict[] {
  const no = scope.findDevice(device)
  if (no === undefined) return []
  return scope.db
    .prepare('SELECT * FROM verdict WHERE kind_no = ? AND device_no = ? AND ts = ? ORDER BY id')
    .all(getTable(scope, kind).no, no, ts)
    .map((row) => ({
      ...decodeVerdict(row['flag'], row['reasons']),
      version: row['version'] as number | null,
      replaced:
        row['was_flag'] === null ? null : decodeVerdict(row['was_flag'], row['was_reasons']),
      author: String(row['author']),
      note: String(row['note']),
      at_ts: Number(row['at_ts']),
    }))
}

const decodeVerdict = (flag: unknown, reasons: unknown): Verdict => ({
  flag: Number(flag) as Flag,
  reasons: splitReasons(reasons),
})
