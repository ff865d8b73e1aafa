import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import { facts } from '#domain/facts/index.ts'
import { kinds } from '#domain/kinds/index.ts'
import { createBatchEncoder } from '#store/sqlite/encode-batch.ts'
import { createFactPlan } from '#store/sqlite/tables/fact-plan.ts'
import { createKindPlan } from '#store/sqlite/tables/kind-plan.ts'
import { openWriterSession, type WriterSession } from '#store/sqlite/write/writer-session.ts'
import { keepAll, levels, t0 } from '#test/contracts/make-readings.ts'
import { makeFolder } from './temp-store.ts'

let folder = ''
let session: WriterSession
let commit: (levelM: number) => number | undefined
beforeEach(async () => {
  folder = await makeFolder()
  const file = join(folder, 'readings.db')
  session = openWriterSession({
    file,
    plans: kinds.map(createKindPlan),
    facts: facts.map(createFactPlan),
  })
  const encode = createBatchEncoder(session.tables.tables)
  commit = (levelM) => {
    const { outcomes: found } = session.commit(encode(levels([[t0, levelM]])), t0)
    return found?.[0] ?? outcomes.stored
  }
})
afterEach(async () => {
  session.close()
  await rm(folder, { recursive: true })
})

it('begins anew with a reading that comes again between two steps of deleting what is too old', () => {
  expect([commit(1), commit(2), commit(3)]).toEqual([
    outcomes.stored,
    outcomes.revision,
    outcomes.revision,
  ])
  const limits = { ...keepAll, readingsBeforeTs: t0 + 1 }
  // Devices are heard between two steps: here after the one that takes the reading.
  session.prune(limits).next()
  expect(listVersions()).toEqual([])

  // 2 is no duplicate of what it was in its former life.
  expect([commit(4), commit(2), commit(5)]).toEqual([
    outcomes.stored,
    outcomes.revision,
    outcomes.revision,
  ])
  expect(listVersions()).toEqual(['0 {"level_m":4}', '1 {"level_m":2}', '2 {"level_m":5}'])
})

function listVersions(): string[] {
  const db = new DatabaseSync(join(folder, 'readings.db'), { readOnly: true })
  const rows = db.prepare('SELECT version, "values" AS v FROM reading_revision').all()
  db.close()
  return rows.map(({ version, v }) => `${String(version)} ${String(v)}`)
}
