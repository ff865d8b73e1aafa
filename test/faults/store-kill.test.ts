import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '#domain/commit.ts'
import type { Store } from '#store/store.ts'
import { always } from '#test/contracts/make-readings.ts'
import { makeFolder, startStore } from '#test/store/temp-store.ts'
import { deviceIds, readingOf, readingsPerBatch } from './killed-batches.ts'
import { readingChange } from '#test/support/reading-change.ts'

/** Each starts a process. A server is killed too, and `npm run faults` does it far more often. */
const kills = 6
const longestLifeMs = 150
/** Every kill starts two processes; on a busy machine that adds up. */
const timeoutMs = 120_000
const script = new URL('./commit-until-killed.ts', import.meta.url).pathname

/** Runs the committing process, kills it at a random moment; the batches it acknowledged. */
async function commitUntilKilled(folder: string, first: number): Promise<number[]> {
  const child = spawn(process.execPath, [script, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  await wait(Math.random() * longestLifeMs)
  child.kill('SIGKILL')
  await closed
  // A line cut by the kill was not read by anyone as an acknowledgement.
  return printed.split('\n').slice(0, -1).map(Number)
}

interface SeenBatch {
  seq: number
  n: number
}

/** The batches after `afterSeq`; fails if one is torn, out of order, or not what was sent. */
async function readBatches(store: Store, afterSeq: number): Promise<SeenBatch[]> {
  const batches = await store.readJournal(afterSeq, 100_000)
  const seqs = batches.map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
  return batches.map(({ seq, changes }) => {
    const last = changes.at(-1)
    if (last?.type !== 'crossing') throw new Error('a torn batch')
    const n = last.record.ts - batchZero
    const readings = Array.from({ length: readingsPerBatch }, (_, i): Change =>
      readingChange(readingOf(n, i)),
    )
    // Not toEqual: thousands of readings would take it seconds.
    if (!isDeepStrictEqual(changes.slice(0, -1), readings)) throw new Error(`batch ${n} differs`)
    return { seq, n }
  })
}

const batchZero = readingOf(0, 0).ts

async function countReadings(store: Store): Promise<number> {
  let count = 0
  for (const device of deviceIds) {
    const { items } = await store.listReadings('flood', device, always, { limit: 1_000_000 })
    expect(new Set(items.map(({ ts }) => ts)).size).toBe(items.length)
    count += items.length
  }
  return count
}

describe('a store that is killed again and again', () => {
  let folder: string
  beforeEach(async () => {
    folder = await makeFolder()
  })
  afterEach(() => rm(folder, { recursive: true }))

  it(
    `has every acknowledged batch, whole and once, after each of ${kills} kills`,
    async () => {
      const found: SeenBatch[] = []
      for (let kill = 0; kill < kills; kill++) {
        const acknowledged = await commitUntilKilled(folder, found.length)
        expect(acknowledged.length).toBeGreaterThan(0)

        const store = await startStore(folder)
        found.push(...(await readBatches(store, found.at(-1)?.seq ?? 0)))
        const numbers = new Set(found.map(({ n }) => n))
        expect(acknowledged.filter((n) => !numbers.has(n))).toEqual([])
        // Each batch once, none skipped: those in flight at the kill are whole or not there.
        expect([...numbers].toSorted((a, b) => a - b)).toEqual([...found.keys()])
        expect(await store.counts()).toMatchObject({
          readings: { flood: found.length * readingsPerBatch },
          facts: { crossing: found.length },
        })
        // What a consumer derived stands exactly where the journal does.
        const projection = await store.loadProjection('levels')
        expect(projection.entries).toHaveLength(found.length)
        expect(projection.seq).toBe(found.at(-1)?.n)
        await store.close()
      }
      const store = await startStore(folder)
      expect(await countReadings(store)).toBe(found.length * readingsPerBatch)
      await store.close()
    },
    timeoutMs,
  )
})
