import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import Type from 'typebox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Kind } from '#domain/kinds/kind.ts'
import { kinds } from '#domain/kinds/index.ts'
import { flood } from '#domain/kinds/flood/kind.ts'
import { schemaVersion } from '#store/sqlite/tables/schema.ts'
import { always, makeReading, page, reading, t0 } from '#test/contracts/make-readings.ts'
import { makeFolder, startStore } from './temp-store.ts'

describe('a store that meets a changed program', () => {
  let folder: string
  beforeEach(async () => {
    folder = await makeFolder()
  })
  afterEach(() => rm(folder, { recursive: true }))

  const edit = (sql: string) => {
    const db = new DatabaseSync(join(folder, 'readings.db'))
    db.exec(sql)
    db.close()
  }
  const withFields = (payload: Kind['payload']): Kind[] => [{ ...flood, payload }]

  it('refuses a file of a newer version, and leaves it alone', async () => {
    const store = await startStore(folder)
    await store.commit([reading()])
    await store.close()
    edit(`PRAGMA user_version = ${schemaVersion + 1}`)
    await expect(startStore(folder)).rejects.toThrow(/newer version/)
    edit(`PRAGMA user_version = ${schemaVersion}`)
    const again = await startStore(folder)
    expect((await again.counts()).readings['flood']).toBe(1)
    await again.close()
  })

  it('refuses a file that is no database', async () => {
    const store = await startStore(folder)
    await store.close()
    const { writeFileSync } = await import('node:fs')
    writeFileSync(join(folder, 'readings.db'), 'この中にデータはありません'.repeat(100))
    await expect(startStore(folder)).rejects.toThrow(/not a database/)
  })

  it('gives a new field a column: old readings lack it, and are not revised by lacking it', async () => {
    const before = await startStore(folder, withFields(Type.Object({ level_m: Type.Number() })))
    await before.commit([reading()])
    await before.close()

    const more = Type.Object({
      colour: Type.Optional(Type.Enum(['brown', 'clear'])),
      level_m: Type.Number(),
      flow_m3_s: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
    })
    const after = await startStore(folder, withFields(more))
    const full = { level_m: 2, colour: 'brown', flow_m3_s: null }
    const { outcomes } = await after.commit([reading(), reading({ ts: t0 + 1, values: full })])
    expect(outcomes).toEqual([1, 0])
    const { items } = await after.listReadings('flood', 'gauge-1', always, page)
    expect(items).toEqual([makeReading(), makeReading({ ts: t0 + 1, values: full })])
    await after.close()
  })

  it('keeps readings of a field or a kind that is no more', async () => {
    const before = await startStore(folder)
    const sent = makeReading({ values: { level_m: 1, rain_mm: 2 } })
    await before.commit([{ type: 'reading', reading: sent }])
    await before.close()
    const fewer = withFields(Type.Object({ level_m: Type.Number() }))
    const after = await startStore(folder, fewer)
    expect((await after.listReadings('flood', 'gauge-1', always, page)).items).toEqual([sent])
    await after.close()
    const without = await startStore(folder, kinds.slice(1))
    expect((await without.readJournal(0, 1))[0]?.changes).toHaveLength(1)
    await without.close()
  })

  it('refuses a field that changed from number to text', async () => {
    const before = await startStore(folder, withFields(Type.Object({ level_m: Type.Number() })))
    await before.close()
    const changed = withFields(Type.Object({ level_m: Type.String() }))
    await expect(startStore(folder, changed)).rejects.toThrow(/level_m.*new name/)
  })

  it('makes a table for a new kind, whatever its name', async () => {
    const fifth: Kind = {
      ...flood,
      id: 'air-quality',
      payload: Type.Object({ order: Type.Number() }),
    }
    const store = await startStore(folder, [...kinds, fifth])
    const sent = makeReading({ kind: 'air-quality', device: 'air-1', values: { order: 3 } })
    await store.commit([{ type: 'reading', reading: sent }])
    expect((await store.listReadings('air-quality', 'air-1', always, page)).items).toEqual([sent])
    await store.close()
  })
})
