import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settleReason } from '#domain/mobility/settle-reason.ts'
import { kinds } from '#domain/kinds/index.ts'
import { migrate } from '#store/migrate.ts'
import { openRegistry } from '#store/registry/open.ts'
import { registrySchemaVersion } from '#store/registry/file.ts'
import { schemaVersion } from '#store/sqlite/tables/schema.ts'
import { always, page, t0 } from '#test/contracts/make-readings.ts'
import { plainCrossing } from '#test/support/plain-crossing.ts'
import { makeFolder, startStore, tickingClock } from './temp-store.ts'

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => rm(folder, { recursive: true }))

/** Each schema as its version left it, with rows: `schemas/readings-1.sql`, … Never edited. */
function layDown(name: 'readings' | 'registry', version: number): void {
  const db = new DatabaseSync(join(folder, `${name}.db`))
  db.exec(readFileSync(new URL(`schemas/${name}-${version}.sql`, import.meta.url), 'utf8'))
  db.close()
}

/** What the tables are made of; columns by name, because a new one stands at the end of an old table. */
function describeSchema(file: string) {
  const db = new DatabaseSync(file, { readOnly: true })
  const names = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all()
  const columns = db.prepare('SELECT name, type, pk FROM pragma_table_info(?) ORDER BY name')
  const indexes = db.prepare('SELECT name FROM pragma_index_list(?) ORDER BY name')
  const described = names.map(({ name }) => {
    const table = String(name)
    return [table, { columns: columns.all(table), indexes: indexes.all(table) }] as const
  })
  db.close()
  return Object.fromEntries(described)
}

const upTo = (version: number) => Array.from({ length: version }, (_, index) => index + 1)

describe('a file of an earlier version', () => {
  it.each(upTo(schemaVersion))('readings.db of schema %i keeps every fact', async (version) => {
    layDown('readings', version)
    const store = await startStore(folder)
    const { items } = await store.listReadings('flood', 'gauge-1', always, page)
    expect(items).toMatchObject([{ ts: t0 + 1, values: { level_m: 9 }, flag: 4, seq: 7 }])
    expect(await store.listRevisions('flood', 'gauge-1', t0 + 1)).toHaveLength(2)
    expect(await store.listVerdicts('flood', 'gauge-1', t0 + 1)).toMatchObject([
      { author: 'officer', note: '清掃中の値' },
    ])
    expect((await store.listFacts('event', { device: 'bus-1', ...page })).items).toMatchObject([
      { event_id: 'e-1', type: 'pickup' },
    ])
    expect((await store.listFacts('crossing', page)).items).toMatchObject([
      { ...plainCrossing, crossing_seq: 1, place_ts: t0 },
    ])
    expect((await store.listFacts('quarantine', page)).items).toMatchObject([{ payload: '{"ts":' }])
    expect((await store.loadProjection('board')).seq).toBe(1)
    expect(await store.readJournal(0, 9)).toMatchObject([{ seq: 1 }])
    expect(await store.counts()).toMatchObject({
      readings: { flood: 1 },
      facts: { event: 1, crossing: 1 },
    })
    await store.close()

    const fresh = await makeFolder()
    await (await startStore(fresh, kinds)).close()
    const grown = describeSchema(join(folder, 'readings.db'))
    expect(grown).toEqual(describeSchema(join(fresh, 'readings.db')))
    await rm(fresh, { recursive: true })
  })

  it('moves a text that stood for a reason to the note, and nothing else', async () => {
    layDown('readings', 5)
    const db = new DatabaseSync(join(folder, 'readings.db'))
    const put = db.prepare(
      `INSERT INTO event (device_no, event_id, version, newest, kind, type, ts, received_ts, origin,
         body) VALUES (2, ?, 0, 1, 'bus', 'refused', 1, 1, 0, ?)`,
    )
    const sent = { event_id: 'e', type: 'refused', requested_ts: 1.5e12, reason: '田中様 "満席"' }
    const code = { ...sent, reason: 'weather' }
    put.run('text', JSON.stringify(sent))
    put.run('code', JSON.stringify(code))
    db.close()
    const store = await startStore(folder)
    const { items } = await store.listFacts('event', { range: { from: 0, to: 9 }, ...page })
    expect(items.map(({ body }) => body)).toEqual([settleReason(sent), code])
    expect(items[0]).toMatchObject({ flag: 2, reasons: [], body: { reason: 'other' } })
    await store.close()
  })

  it.each(upTo(registrySchemaVersion))('registry.db of schema %i keeps every device', (version) => {
    layDown('registry', version)
    const file = join(folder, 'registry.db')
    const registry = openRegistry({ file, clock: tickingClock() })
    expect(registry.list().map(({ id, kind }) => [id, kind])).toEqual([
      ['bus-1', 'bus'],
      ['gauge-1', 'flood'],
    ])
    registry.close()
    const fresh = join(folder, 'fresh.db')
    openRegistry({ file: fresh, clock: tickingClock() }).close()
    expect(describeSchema(file)).toEqual(describeSchema(fresh))
  })
})

describe('migrations', () => {
  const steps = [
    'CREATE TABLE a (n INTEGER); INSERT INTO a VALUES (1)',
    'ALTER TABLE a ADD COLUMN doubled INTEGER; UPDATE a SET doubled = 2 * n',
    'CREATE INDEX a_doubled ON a (doubled)',
  ]
  const open = () => new DatabaseSync(join(folder, 'some.db'))
  const bring = (db: DatabaseSync, migrations: readonly string[]) =>
    migrate(db, { file: join(folder, 'some.db'), migrations })
  const versionOf = (db: DatabaseSync) => db.prepare('PRAGMA user_version').get()?.['user_version']

  it.each([0, 1, 2, 3])('lead from schema %i to the newest, each step once', (from) => {
    const db = open()
    bring(db, steps.slice(0, from))
    bring(db, steps)
    bring(db, steps)
    expect(versionOf(db)).toBe(3)
    expect(db.prepare('SELECT n, doubled FROM a').all()).toEqual([{ n: 1, doubled: 2 }])
    db.close()
  })

  it('that fail half way keep the steps before, nothing of their own, and say so', () => {
    const db = open()
    const broken = [
      ...steps.slice(0, 2),
      'CREATE TABLE b (n INTEGER); INSERT INTO nowhere VALUES (1)',
    ]
    expect(() => bring(db, broken)).toThrow(
      /some\.db could not be brought from schema 2 to 3 \(no such table.*Nothing of that step/,
    )
    expect(versionOf(db)).toBe(2)
    expect(db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'b'`).all()).toEqual([])
    bring(db, steps)
    expect(versionOf(db)).toBe(3)
    db.close()
  })

  it('that find no room say that some has to be made, and succeed afterwards', () => {
    const db = open()
    bring(db, steps.slice(0, 1))
    const large = 'CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (zeroblob(1000000))'
    const all = [...steps.slice(0, 1), large]
    db.exec('PRAGMA max_page_count = 20')
    expect(() => bring(db, all)).toThrow(/1 to 2 \(database or disk is full\).*free some space/)
    expect(versionOf(db)).toBe(1)
    db.exec('PRAGMA max_page_count = 1000')
    bring(db, all)
    expect(versionOf(db)).toBe(2)
    expect(db.prepare('SELECT n FROM a').all()).toEqual([{ n: 1 }])
    db.close()
  })

  it('never lead back', () => {
    const db = open()
    bring(db, steps)
    expect(() => bring(db, steps.slice(0, 2))).toThrow(/schema 3 of a newer version.*knows 2/)
    expect(versionOf(db)).toBe(3)
    db.close()
  })
})
