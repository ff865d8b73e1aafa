import type { Flag } from '#domain/readings/flags.ts'
import type { Verdict } from '#domain/readings/reading.ts'
import type { LaterVerdict, Revision, Store } from '../../store.ts'
import { splitReasons } from '../tables/reading-codec.ts'
import { createVersionFinder } from './find-version.ts'
import { getTable, type QueryScope } from './scope.ts'

/** Every message that made or changed one reading, oldest first. */
export function listRevisions(
  scope: QueryScope,
  [kind, device, ts]: Parameters<Store['listRevisions']>,
): Revision[] {
  const table = getTable(scope, kind)
  const no = scope.findDevice(device)
  if (no === undefined) return []
  const versions = createVersionFinder(scope, table).list({ no, id: device }, ts)
  return versions.map(({ message, reading, fields }) => ({ message, reading, fields }))
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
