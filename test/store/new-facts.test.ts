import { rm } from 'node:fs/promises'
import Type from 'typebox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CommitItem } from '#domain/commit.ts'
import { declareFact, type Fact } from '#domain/facts/fact.ts'
import { facts as knownFacts } from '#domain/facts/index.ts'
import { kinds } from '#domain/kinds/index.ts'
import { deviceId, epochMs } from '#domain/wire/blocks.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'
import type { Store } from '#store/store.ts'
import { makeFolder, tickingClock } from './temp-store.ts'

/** More than the four bits of a journal entry's first byte can tell apart. */
const newFacts = Array.from({ length: 20 }, (_, index) =>
  declareFact({
    name: `patrol_${index}`,
    schema: Type.Object({ device: deviceId, found: Type.String(), ts: epochMs('When') }),
    key: { type: 'number', as: 'patrol_seq' },
    time: 'ts',
    keeping: 'records',
  }),
)

let folder: string
let store: Store | undefined
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(async () => {
  await store?.close()
  store = undefined
  await rm(folder, { recursive: true })
})

const open = async (facts: readonly Fact[]) => {
  await store?.close()
  store = undefined
  store = await startSqliteStore({
    folder,
    kinds,
    facts,
    timeZone: 'Asia/Tokyo',
    clock: tickingClock(),
  })
  return store
}

const patrol = (index: number): CommitItem =>
  ({
    type: `patrol_${index}`,
    record: { device: 'gauge-1', found: `state ${index}`, ts: 1_800_000_000_000 + index },
  }) as unknown as CommitItem

describe('a store with new facts', () => {
  it('gives each of twenty back from its journal, after a restart too', async () => {
    await (await open([...knownFacts, ...newFacts])).commit(newFacts.map((_, i) => patrol(i)))
    for (const restarts of [false, true]) {
      const reader = restarts ? await open([...knownFacts, ...newFacts]) : store
      const [batch] = (await reader?.readJournal(0, 10)) ?? []
      expect(batch?.changes).toEqual(
        newFacts.map(({ name }, index) => ({
          type: name,
          outcome: 0,
          record: { ...recordOf(patrol(index)), patrol_seq: 1 },
        })),
      )
    }
  })

  it('is refused, by name, by a program that knows none of them', async () => {
    await open([...knownFacts, ...newFacts.slice(0, 2)])
    await expect(open(knownFacts)).rejects.toThrow(/patrol_0, patrol_1/)
    await open([...knownFacts, ...newFacts.slice(0, 2)])
  })

  it('keeps its numbers where a later program lists them in another order', async () => {
    await (await open([...knownFacts, ...newFacts])).commit([patrol(17)])
    const turned = await open([...newFacts, ...knownFacts].toReversed())
    await turned.commit([patrol(3)])
    const batches = await turned.readJournal(0, 10)
    expect(batches.flatMap(({ changes }) => changes.map(({ type }) => type))).toEqual([
      'patrol_17',
      'patrol_3',
    ])
  })
})

const recordOf = (item: CommitItem) => (item as unknown as { record: object }).record
