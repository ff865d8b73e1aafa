import { allAdded } from '#domain/readings/field-changes.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { decodeReading, rowColumn, type ReadingRow } from '../tables/reading-codec.ts'
import { fixedColumns, tableName, type KindTable } from '../tables/reading-table.ts'
import { decodeVersion, type Version } from '../tables/revision-row.ts'
import type { QueryScope } from './scope.ts'

/** Whose reading it is: the id, and the number that stands for it in keys. */
interface Owner {
  no: number
  id: string
}

/** Looks up the messages of one key. */
export interface VersionFinder {
  /** The message of this number; undefined where it is not there any more. */
  find(device: Owner, ts: number, version: number): Version | undefined
  /** All of them, oldest first. */
  list(device: Owner, ts: number): Version[]
}

/** Prepared once, so that replaying a journal costs lookups only. */
export function createVersionFinder({ db }: QueryScope, table: KindTable): VersionFinder {
  const columns = [...fixedColumns, ...table.fields.map(({ name }) => `"${name}"`)]
  const findRow = db.prepare(
    `SELECT ${columns.join(', ')} FROM ${tableName(table.id)}
     WHERE _bucket = ? AND _device = ? AND ts = ?`,
  )
  findRow.setReturnArrays(true)
  const ofKey = 'kind_no = ? AND device_no = ? AND ts = ?'
  const findOne = db.prepare(`SELECT * FROM reading_revision WHERE ${ofKey} AND version = ?`)
  const listAll = db.prepare(`SELECT * FROM reading_revision WHERE ${ofKey} ORDER BY version`)

  /** The row of a key whose only message it is, or that a later one has changed. */
  function loadRow(device: Owner, ts: number) {
    const row = findRow.get(Math.floor(ts / table.bucketMs), device.no, ts)
    if (!row) return undefined
    const cells = row as unknown as ReadingRow
    const isOnly = Number(cells[rowColumn.version]) === 0
    return { isOnly, reading: decodeReading(cells, device.id, table) }
  }

  return {
    find(device, ts, version) {
      const row = loadRow(device, ts)
      if (!row) return undefined
      if (row.isOnly) return version === 0 ? onlyVersion(row.reading) : undefined
      const one = findOne.get(table.no, device.no, ts, version)
      return one && decodeVersion(one, { kind: table.id, device: device.id, first: row.reading })
    },
    list(device, ts) {
      const row = loadRow(device, ts)
      if (!row) return []
      if (row.isOnly) return [onlyVersion(row.reading)]
      const owner = { kind: table.id, device: device.id, first: row.reading }
      return listAll.all(table.no, device.no, ts).map((one) => decodeVersion(one, owner))
    },
  }
}

const onlyVersion = (reading: Reading): Version => ({
  version: 0,
  message: reading,
  reading,
  fields: allAdded(reading.values),
})
