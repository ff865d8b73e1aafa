import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import { always, levels, page, t0 } from '#test/contracts/make-readings.ts'
import { makeFolder, startStore } from './temp-store.ts'

it('takes versions of a reading that was just deleted for its age, as from one that was never there', async () => {
  const folder = await makeFolder()
  const store = await startStore(folder)
  const commit = async (level_m: number) => {
    const { outcomes: found } = await store.commit(levels([[t0, level_m]]))
    return found[0]
  }
  expect([await commit(1), await commit(2), await commit(3)]).toEqual([
    outcomes.stored,
    outcomes.revision,
    outcomes.revision,
  ])
  // What is deleted goes in steps, and devices go on sending between two of them.
  const db = new DatabaseSync(join(folder, 'readings.db'))
  expect(db.prepare('DELETE FROM reading_flood').run().changes).toBe(1)
  db.close()

  expect([await commit(4), await commit(5), await commit(6)]).toEqual([
    outcomes.stored,
    outcomes.revision,
    outcomes.revision,
  ])
  const { items } = await store.listReadings('flood', 'gauge-1', always, page)
  expect(items.map(({ values }) => values['level_m'])).toEqual([6])
  await store.close()
  await rm(folder, { recursive: true })
})
