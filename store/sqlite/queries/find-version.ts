import type { Values } from '#domain/readings/values.ts'
import type { Flag } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import {
  decodeOrigin,
  decodePlace,
  decodeReading,
  rowColumn,
  splitReasons,
  type ReadingRow,
} from '../tables/reading-codec.ts'
import { fixedColumns, tableName, type KindTable } from '../tables/reading-table.ts'
import type { QueryScope } from './scope.ts'

/** Every version of one key by number, oldest first; empty if there is none. */
export type VersionFinder = (
  device: { no: number; id: string },
  ts: number,
) => { version: number; reading: Reading }[]

/** Prepared once, so that replaying a journal costs lookups only. */
export function createVersionFinder({ db }: QueryScope, table: KindTable): VersionFinder {
  const columns = [...fixedColumns, ...table.fields.map(({ name }) => `"${name}"`)]
  const findNewest = db.prepare(
    `SELECT ${columns.join(', ')} FROM ${tableName(table.id)}
     WHERE _bucket = ? AND _device = ? AND ts = ?`,
  )
  findNewest.setReturnArrays(true)
  const listOlder = db.prepare(
    'SELECT * FROM reading_revision WHERE kind_no = ? AND device_no = ? AND ts = ? AND version < ? ORDER BY version',
  )

  return function findVersions(device, ts) {
    const bucket = Math.floor(ts / table.bucketMs)
    const row = findNewest.get(bucket, device.no, ts) as unknown as ReadingRow | undefined
    if (!row) return []
    const version = Number(row[rowColumn.version])
    const newest = { version, reading: decodeReading(row, device.id, table) }
    if (version === 0) return [newest]
    const older = listOlder.all(table.no, device.no, ts, version).map((revision) => ({
      version: Number(revision['version']),
      reading: decodeRevision(revision, device.id, table.id),
    }))
    return [...older, newest]
  }
}

function decodeRevision(row: Record<string, unknown>, device: string, kind: string): Reading {
  const ts = Number(row['ts'])
  const received_ts = Number(row['received_ts'])
  return {
    kind,
    device,
    ts,
    received_ts,
    place_ts: decodePlace(row['place_ts'], ts, received_ts),
    seq: row['seq'] as number | null,
    boot: row['boot'] as string | null,
    origin: decodeOrigin(row['origin']),
    flag: Number(row['flag']) as Flag,
    reasons: splitReasons(row['reasons']),
    values: JSON.parse(String(row['values'])) as Values,
  }
}
