import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { listMigrated } from '#commands/city/list-migrated.ts'
import { listRegained } from '#store/sqlite/list-regained.ts'
import type { Store } from '#store/store.ts'
import { always, keepAll, page, t0 } from '#test/contracts/make-readings.ts'
import { makeFolder, startStore } from './temp-store.ts'

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => rm(folder, { recursive: true }))

const child = new URL('./fold-and-die.ts', import.meta.url).pathname

/** Moments of the made-up past, one a millisecond: more than two steps of the upgrade. */
const moments = 2_500
const firstTs = t0 + 10

/**
 * readings.db as 0.1.0 left it: of each moment three messages, of which the last one hides the others:
 * a level, then rain, then the battery with another level for every tenth.
 */
function layDown(): void {
  const db = new DatabaseSync(join(folder, 'readings.db'))
  db.exec(readFileSync(new URL('schemas/readings-4.sql', import.meta.url), 'utf8'))
  db.exec(`
    CREATE TEMP TABLE moment AS
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${moments - 1})
      SELECT i, ${firstTs} + i AS ts FROM n;
    INSERT INTO reading_revision
      SELECT 1, 1, ts, 0, ts + 40, 1, NULL, 0, 3, 'step:level_m', '{"level_m":1}' FROM moment;
    INSERT INTO reading_revision
      SELECT 1, 1, ts, 1, ts + 50, 2, NULL, 0, 1, NULL, '{"rain_mm":2}' FROM moment;
    INSERT INTO reading_flood (_bucket, _device, ts, _received_ts, seq, _origin, _flag, _nulls,
        _version, battery_v, level_m)
      SELECT ts / 3600000, 1, ts, ts + 60, 3, 0, 1, 0, 2, 3.6, iif(i % 10 = 0, 5, NULL) FROM moment;
  `)
  db.close()
}

/** Opens and is killed until it ends by itself; how often it was killed. */
async function killUntilDone(): Promise<number> {
  for (let kills = 0; ; kills++) {
    const signal = await new Promise((resolve) => {
      execFile(process.execPath, [child, folder], (error) => resolve(error?.signal ?? error))
    })
    if (signal === null) return kills
    expect(signal).toBe('SIGKILL')
  }
}

const list = async (store: Store) =>
  (await store.listReadings('flood', 'gauge-1', always, page)).items.filter(
    ({ ts }) => ts >= firstTs,
  )

describe('readings of 0.1.0', () => {
  it('are one reading a moment, oldest message first, however often the upgrade is killed', async () => {
    layDown()
    expect(await killUntilDone()).toBeGreaterThan(1)
    const store = await startStore(folder)
    const items = await list(store)
    expect(items).toHaveLength(moments)
    // Receipt and numbering of the first message, and its doubt about its own value.
    expect(items[1]).toMatchObject({
      values: { level_m: 1, rain_mm: 2, battery_v: 3.6 },
      received_ts: firstTs + 41,
      seq: 1,
      flag: 3,
      reasons: ['step:level_m'],
    })
    expect(items[10]).toMatchObject({
      values: { level_m: 5, rain_mm: 2, battery_v: 3.6 },
      flag: 1,
      reasons: [],
    })
    expect(new Set(items.map(({ values }) => JSON.stringify(values))).size).toBe(2)
    const history = await store.listRevisions('flood', 'gauge-1', firstTs + 1)
    expect(
      history.map(({ message, fields }) => [message.seq, fields.added, fields.revised]),
    ).toEqual([
      [1, ['level_m'], []],
      [2, ['rain_mm'], []],
      [3, ['battery_v'], []],
    ])
    // The moment of the schema's own row was there before.
    expect(await store.loadUpgraded()).toEqual({ from: t0 + 1, to: firstTs + moments })
    expect((await store.counts()).readings['flood']).toBe(1)
    await store.close()
  })

  it('are told by name where a hidden field came back', async () => {
    layDown()
    await (await startStore(folder)).close()
    const regained = [...listRegained(join(folder, 'readings.db'))]
    expect(regained).toHaveLength(moments)
    expect(regained.slice(0, 2)).toEqual([
      { kind: 'flood', device: 'gauge-1', ts: firstTs, fields: ['rain_mm'] },
      { kind: 'flood', device: 'gauge-1', ts: firstTs + 1, fields: ['level_m', 'rain_mm'] },
    ])
  })

  it('are told for as long as they are kept', async () => {
    layDown()
    const store = await startStore(folder)
    await store.prune({ ...keepAll, readingsBeforeTs: firstTs + moments })
    await store.close()
    expect([...listRegained(join(folder, 'readings.db'))]).toEqual([])
  })

  it('take a resend of what was hidden for a repeat', async () => {
    layDown()
    const store = await startStore(folder)
    const reading = { ...(await list(store))[1], values: { level_m: 1 } } as never
    const { outcomes } = await store.commit([{ type: 'reading', reading }])
    expect(outcomes).toEqual([1])
    await store.close()
  })
})

describe('a store that never held two messages of one moment', () => {
  it('has nothing to upgrade', async () => {
    const store = await startStore(folder)
    expect(await store.loadUpgraded()).toBeNull()
    await store.close()
    expect([...listRegained(join(folder, 'readings.db'))]).toEqual([])
  })
})

describe('npm run city -- migrated', () => {
  it('lists them in Japanese and English, with their number', async () => {
    const data = folder
    folder = join(data, 'live')
    mkdirSync(folder)
    layDown()
    writeFileSync(join(folder, 'registry.db'), '')
    await (await startStore(folder)).close()
    const lines: string[] = []
    await listMigrated({ dataDir: data, mode: 'live', kinds }, (line) => lines.push(line))
    folder = data
    expect(lines[1]).toMatch(/^2026-\S+ {2}gauge-1 {2}水位 level_m、雨量 rain_mm$/)
    expect(lines.at(-1)).toContain(`${moments}件の観測値で`)
    expect(lines.at(-1)).toContain(`${moments} readings show fields again`)
  })
})
