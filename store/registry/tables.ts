import type { DatabaseSync } from 'node:sqlite'
import type { Act, StoredAct } from '#domain/access/act.ts'
import { createActAppend } from '../accounts/append-act.ts'
import { inTransaction } from '../migrate.ts'
import { openRegistryFile } from './file.ts'
import type { NewSetting, SettingRow } from './setting.ts'

/** One row of `device`; the description is JSON so that a new field needs no migration. */
export interface DeviceRow {
  id: string
  description: string
  secret_hash: Uint8Array | null
  issued_ts: number | null
  revoked_ts: number | null
}

/** Single changes of the registry's file; only ever made within `write`. */
export interface RegistryChange {
  putDevice(row: DeviceRow): void
  /** Something done to a device; returns the number of the act. */
  appendAct(device: string, act: Act): number
  /** Returns the number of the setting. */
  addSetting(setting: NewSetting): number
  applySetting(version: number, ts: number): void
  cancelSetting(version: number, ts: number): void
}

/** Which acts to list of a device, newest first. */
export interface ActsOfQuery {
  limit: number
  /** Only acts with a smaller number. */
  before?: number | undefined
}

/** Opens the registry's file, brings its schema up to date and prepares its statements. */
export function openTables(file: string) {
  const database = openRegistryFile(file)
  const putOperator = database.prepare('INSERT OR REPLACE INTO operator VALUES (?, ?, ?)')
  const change = createChange(database)
  return {
    ...createReads(database),
    /** Does all that `work` asks for in one transaction and one fsync; throws if it cannot. */
    write: <T>(work: (change: RegistryChange) => T): T =>
      inTransaction(database, () => work(change)),
    putOperator: (name: string, hash: Uint8Array, ts: number) => putOperator.run(name, hash, ts),
    close: () => database.close(),
  }
}

function createReads(database: DatabaseSync) {
  const settings = database.prepare('SELECT * FROM device_setting ORDER BY version')
  const actsOf = database.prepare(
    `SELECT seq, entry FROM device_act JOIN act USING (seq) WHERE device = ? AND seq < ?
     ORDER BY seq DESC LIMIT ?`,
  )
  const act = database.prepare('SELECT seq, entry FROM act WHERE seq = ?')
  const readAct = ({ seq, entry }: Record<string, unknown>): StoredAct => ({
    seq: Number(seq),
    ...(JSON.parse(String(entry)) as Act),
  })
  return {
    listDevices: () => database.prepare('SELECT * FROM device').all() as unknown as DeviceRow[],
    listOperators: () =>
      database.prepare('SELECT name, secret_hash FROM operator').all() as unknown as {
        name: string
        secret_hash: Uint8Array
      }[],
    /** In the order in which they were set. */
    listSettings: () => settings.all() as unknown as SettingRow[],
    listActsAbout: (id: string, { limit, before = Number.MAX_SAFE_INTEGER }: ActsOfQuery) =>
      actsOf.all(id, before, limit).map(readAct),
    findAct(seq: number): StoredAct | undefined {
      const row = act.get(seq)
      return row && readAct(row)
    },
  }
}

function createChange(database: DatabaseSync): RegistryChange {
  const put = database.prepare(
    `INSERT INTO device (id, description, secret_hash, issued_ts, revoked_ts)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET description = excluded.description,
       secret_hash = excluded.secret_hash, issued_ts = excluded.issued_ts,
       revoked_ts = excluded.revoked_ts`,
  )
  const addSetting = database.prepare(
    `INSERT INTO device_setting
       (device, part, value, valid_from, effective_ts, set_ts, set_by, note, applied_ts)
     VALUES (:device, :part, :value, :valid_from, :effective_ts, :set_ts, :set_by, :note,
       :applied_ts)`,
  )
  const appendAct = createActAppend(database)
  const addDeviceAct = database.prepare('INSERT INTO device_act VALUES (?, ?)')
  const apply = database.prepare('UPDATE device_setting SET applied_ts = ? WHERE version = ?')
  const cancel = database.prepare('UPDATE device_setting SET cancelled_ts = ? WHERE version = ?')
  return {
    putDevice: (row) =>
      void put.run(row.id, row.description, row.secret_hash, row.issued_ts, row.revoked_ts),
    appendAct(device, act) {
      const seq = appendAct(act)
      addDeviceAct.run(device, seq)
      return seq
    },
    addSetting: (setting) => Number(addSetting.run({ ...setting }).lastInsertRowid),
    applySetting: (version, ts) => void apply.run(ts, version),
    cancelSetting: (version, ts) => void cancel.run(ts, version),
  }
}
