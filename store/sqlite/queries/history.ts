import type { Flag } from '#domain/readings/flags.ts'
import type { Reading, Verdict } from '#domain/readings/reading.ts'
import type { Store } from '../../store.ts'
import { splitReasons } from '../reading-codec.ts'
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
): (Verdict & { author: string; note: string; at_ts: number })[] {
  const no = scope.findDevice(device)
  if (no === undefined) return []
  return scope.db
    .prepare('SELECT * FROM verdict WHERE kind_no = ? AND device_no = ? AND ts = ? ORDER BY id')
    .all(getTable(scope, kind).no, no, ts)
    .map((row) => ({
      flag: Number(row['flag']) as Flag,
      reasons: splitReasons(row['reasons']),
      author: String(row['author']),
      note: String(row['note']),
      at_ts: Number(row['at_ts']),
    }))
}
