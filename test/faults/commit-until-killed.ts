/**
 * Commits batches as fast as it can into the folder given as first argument, and prints the number
 * of each batch once it is acknowledged. Made to be killed. Batch n holds the readings that
 * `readingOf(n, i)` describes, a crossing, and the cursor of a consumer.
 */
import { writeSync } from 'node:fs'
import { startStore } from '#test/store/temp-store.ts'
import { batchOf } from './killed-batches.ts'

const [, , folder = '', first = '0'] = process.argv
const stdout = 1
const store = await startStore(folder)
// Two on the way at a time: one is always in the middle of its commit.
const inFlight: Promise<void>[] = []
for (let n = Number(first); ; n++) {
  inFlight.push(commit(n))
  if (inFlight.length === 2) await inFlight.shift()
}

async function commit(n: number): Promise<void> {
  await store.commit(batchOf(n))
  writeSync(stdout, `${n}\n`)
}
