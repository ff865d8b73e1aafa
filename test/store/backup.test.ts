import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDraft } from '#store/backup/draft.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import { batchOf } from '#test/faults/killed-batches.ts'
import { dataOf, fillCity, openTestRegistry, refusalOf, take, takeOne } from './saved-city.ts'
import { makeFolder, startStore, tickingClock } from './temp-store.ts'

let root: string
beforeEach(async () => {
  root = await makeFolder()
  mkdirSync(dataOf(root), { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

const clock = tickingClock()
const target = () => join(root, 'restored/live')

/** Every table of a database, row by row. */
function dump(file: string): Record<string, unknown[]> {
  const db = new DatabaseSync(file, { readOnly: true })
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
  const rows = tables.map(({ name }) => {
    const table = String(name)
    return [table, db.prepare(`SELECT * FROM "${table}"`).all()] as const
  })
  db.close()
  return Object.fromEntries(rows)
}

describe('a record that a city has lost', () => {
  it.each(['event', 'crossing', 'quarantine', 'reading_flood'])(
    'is missed by the next backup: %s',
    async (table) => {
      const { registry, store } = await fillCity(root)
      expect((await take(root)).miscounts).toEqual([])
      await store.close()
      registry.close()
      const db = new DatabaseSync(join(dataOf(root), 'readings.db'))
      db.exec(`DELETE FROM "${table}"`)
      db.close()
      const { folder, miscounts } = await take(root)
      expect(miscounts).toEqual([{ table, counted: 0, expected: 1 }])
      // What is left is saved all the same.
      await restoreBackup(folder, target())
    },
  )
})

describe('a backup', () => {
  it('brings every row back: readings, revisions, verdicts, events, journal, registry', async () => {
    const { registry, store } = await fillCity(root)
    const { folder, manifest } = await take(root)
    const restored = await restoreBackup(folder, target())
    for (const name of ['readings.db', 'registry.db']) {
      const before = dump(join(dataOf(root), name))
      expect(dump(join(target(), name))).toEqual(before)
      const rows = manifest.files.find((file) => file.name === name)?.rows ?? {}
      for (const [table, count] of Object.entries(rows)) expect(before[table]).toHaveLength(count)
    }
    expect(manifest.files[0]?.rows).toMatchObject({
      reading_flood: 1,
      reading_revision: 2,
      verdict: 1,
      event: 1,
      status: 1,
      quarantine: 1,
      crossing: 1,
      journal: 1,
      projection: 1,
    })
    expect(restored).toEqual(manifest)
    // Files of the city, and nothing else beside them.
    expect(readdirSync(target()).toSorted()).toEqual(['readings.db', 'registry.db'])
    await store.close()
    registry.close()
  })

  it('of a city under load holds all that was acknowledged before it, and nothing by half', async () => {
    const registry = openTestRegistry(root)
    const store = await startStore(dataOf(root))
    for (let n = 0; n < 250; n++) await store.commit(batchOf(n))
    let acknowledged = 250
    const ending = new AbortController()
    const load = (async () => {
      while (!ending.signal.aborted) {
        await store.commit(batchOf(acknowledged))
        acknowledged += 1
      }
    })()
    const startedMs = performance.now()
    const { folder, manifest } = await take(root)
    const takenMs = performance.now() - startedMs
    ending.abort()
    await load
    const restoringMs = performance.now()
    await restoreBackup(folder, target())
    const restoredMs = performance.now() - restoringMs
    const copy = await startStore(target())
    const [before, after] = [
      await store.readJournal(0, 100_000),
      await copy.readJournal(0, 100_000),
    ]
    console.info({
      batches: { in_backup: after.length, meanwhile: acknowledged - 250 },
      readings: (await copy.counts()).readings['flood'],
      taken_ms: Math.round(takenMs),
      restored_ms: Math.round(restoredMs),
    })
    expect(manifest.journal_seq).toBeGreaterThanOrEqual(250)
    expect(acknowledged).toBeGreaterThan(250)
    expect(after).toEqual(before.filter(({ seq }) => seq <= manifest.journal_seq))
    expect((await copy.loadProjection('levels')).entries).toHaveLength(after.length)
    await copy.close()
    await store.close()
    registry.close()
  })

  it('of a city that stands still, or was killed, needs no server', async () => {
    const { folder, manifest } = await takeOne(root)
    expect(manifest.journal_seq).toBe(1)
    const second = await take(root)
    expect(second.manifest.files.map(({ rows }) => rows)).toEqual(
      manifest.files.map(({ rows }) => rows),
    )
    expect(second.folder).not.toBe(folder)
  })

  it('is refused where no city is', async () => {
    expect(await refusalOf(take(root))).toBe('BACKUP_SOURCE_MISSING')
  })

  it('is refused where the city is damaged, and leaves nothing behind', async () => {
    await takeOne(root)
    const file = join(dataOf(root), 'registry.db')
    const bytes = readFileSync(file)
    bytes.fill(0xff, 4_096, 8_192)
    writeFileSync(file, bytes)
    rmSync(join(root, 'backups'), { recursive: true })
    expect(await refusalOf(take(root))).toBe('BACKUP_SOURCE_DAMAGED')
    expect(readdirSync(join(root, 'backups'))).toEqual([])
  })

  it.each<[what: string, spoil: (file: (name: string) => string) => void]>([
    ['its registry is empty', (file) => writeFileSync(file('registry.db'), '')],
    ['its readings are empty', (file) => writeFileSync(file('readings.db'), '')],
    ['its readings are gone', (file) => rmSync(file('readings.db'))],
    [
      'both files are empty',
      (file) => {
        writeFileSync(file('registry.db'), '')
        writeFileSync(file('readings.db'), '')
      },
    ],
  ])('is refused where %s, as a start is', async (_what, spoil) => {
    await takeOne(root)
    const before = readdirSync(join(root, 'backups'))
    spoil((name) => join(dataOf(root), name))
    await expect(take(root)).rejects.toMatchObject({ code: 'DATA_HALF_WRITTEN' })
    expect(readdirSync(join(root, 'backups'))).toEqual(before)
  })

  it.each(['readings.db', 'registry.db'])(
    'is refused where %s is of a newer version, as a start is',
    async (name) => {
      await takeOne(root)
      const before = readdirSync(join(root, 'backups'))
      const db = new DatabaseSync(join(dataOf(root), name))
      db.exec('PRAGMA user_version = 99')
      db.close()
      const refused: unknown = await take(root).catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'BACKUP_SOURCE_TOO_NEW' })
      expect(String(refused)).toMatch(/新しい版.*\n.*schema 99 of a newer version/)
      expect(readdirSync(join(root, 'backups'))).toEqual(before)
    },
  )

  it('is not put into the data that it saves', async () => {
    await takeOne(root)
    symlinkSync(dataOf(root), join(root, 'link'))
    for (const to of [dataOf(root), join(dataOf(root), 'a/b'), join(root, 'link/a')]) {
      const options = { source: dataOf(root), mode: 'live', version: '1', clock } as const
      expect(await refusalOf(takeBackup({ ...options, to }))).toBe('BACKUP_INSIDE_DATA')
    }
    expect(readdirSync(dataOf(root)).toSorted()).toEqual(['readings.db', 'registry.db'])
  })

  it('removes what one that was killed had left, and not what one is at work on', async () => {
    await takeOne(root)
    const left = join(root, 'backups/live-2026-01-01T00-00-00-000Z.part')
    const begun = join(root, 'backups/demo-2026-01-01T00-00-00-000Z.part')
    mkdirSync(left)
    writeFileSync(join(left, 'readings.db'), 'half')
    mkdirSync(begun)
    const atWork = openDraft(join(root, 'backups/live-2026-01-02T00-00-00-000Z.part'))
    const { removed, folder } = await take(root)
    expect(removed.toSorted()).toEqual([begun, left])
    expect([left, begun].filter((path) => existsSync(path))).toEqual([])
    expect(existsSync(atWork?.path ?? '')).toBe(true)
    expect(readdirSync(folder).toSorted()).toEqual(['backup.json', 'readings.db', 'registry.db'])
    atWork?.discard()
  })
})
